// Where the other files lie: beside the script, or one folder up when it was loaded from /v1/ or from the folder of a version.

const from = document.currentScript?.src;

// Set before anything asks for a file; webpack makes it the base of all of them.
if (from) __webpack_public_path__ = new URL(/\/(v1|\d+\.\d+\.\d+[^/]*)\/[^/]*$/.test(new URL(from).pathname) ? ".." : ".", from).href;
