//! A folder as a ZIP archive: the same bytes for the same files, whoever packs them and when.

use std::fs::File;
use std::io::{Seek, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::failure::{Doing, Outcome};
use crate::listing;

/// Folders and files of the makers that no package carries.
const OURS: [&str; 5] = ["node_modules", "build.mjs", "jest.config.mjs", "tests", "__tests__"];

/// Writes all files of the folder.
///
/// # Errors
/// When a file cannot be read or the archive cannot be written.
pub(crate) fn write(folder: &Path, archive: &Path) -> Outcome {
    let file = File::create(archive).doing(format!("making {}", archive.display()))?;
    fill(ZipWriter::new(file), folder)
}

fn fill(mut zip: ZipWriter<impl Write + Seek>, folder: &Path) -> Outcome {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).unix_permissions(0o644);
    for path in listing::files(folder)? {
        let inside = path.strip_prefix(folder).unwrap_or(&path);
        if inside.iter().any(|part| OURS.iter().any(|ours| part == *ours)) {
            continue;
        }
        let name: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
        zip.start_file(name.join("/"), options).map_err(std::io::Error::from).doing(format!("packing {}", path.display()))?;
        zip.write_all(&std::fs::read(&path).doing(format!("reading {}", path.display()))?)?;
    }
    zip.finish().map_err(std::io::Error::from).doing("closing an archive")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::write;
    use crate::scratch::Scratch;

    #[test]
    fn it_holds_the_files_and_is_the_same_each_time() {
        let scratch = Scratch::temporary("archive-test").unwrap();
        let folder = scratch.path("package");
        std::fs::create_dir_all(folder.join("app/tests")).unwrap();
        for (name, text) in [("app/widget.html", "<p>"), ("app/tests/a.js", "no"), ("build.mjs", "no"), ("a.json", "{}")] {
            std::fs::write(folder.join(name), text).unwrap();
        }
        let archives = ["one.zip", "two.zip"].map(|name| scratch.path(name));
        archives.iter().for_each(|archive| write(&folder, archive).unwrap());
        let [one, two] = archives.map(|archive| std::fs::read(archive).unwrap());
        assert!(one == two);
        let names: Vec<String> =
            zip::ZipArchive::new(std::io::Cursor::new(one)).unwrap().file_names().map(|name| name.unwrap().into_owned()).collect();
        assert_eq!(names, ["a.json", "app/widget.html"]);
    }
}
