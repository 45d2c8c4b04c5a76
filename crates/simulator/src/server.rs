//! Every route on one page, and the life of the server.

use std::future::Future;
use std::io;

use axum::Router;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tower_http::services::ServeDir;

use crate::config::Config;
use crate::connection::{CuttableListener, Scissors};
use crate::world::World;
use crate::{cdn, control, crm, exotel, phone, redington, tata_comms, tata_tele, tata_tele_rcs, tyntec};

/// Serves until `shutdown` resolves; open event streams end by themselves then.
///
/// # Errors
/// When the listener fails for good.
pub async fn serve(config: Config, listener: TcpListener, shutdown: impl Future<Output = ()> + Send + 'static) -> io::Result<()> {
    let stop = CancellationToken::new();
    let world = World::new(config, stop.clone());
    world.set_origin(format!("http://{}", listener.local_addr()?));
    phone::customer::start(&world);
    let router = routes(world).into_make_service_with_connect_info::<Scissors>();
    let told = async move {
        shutdown.await;
        stop.cancel();
    };
    axum::serve(CuttableListener(listener), router).with_graceful_shutdown(told).await
}

fn routes(world: World) -> Router {
    let router = Router::new()
        .nest("/tata-tele", tata_tele::routes(&world))
        .nest("/tata-tele-s3", tata_tele::bucket::routes())
        .nest("/tata-tele-rcs", tata_tele_rcs::routes(&world))
        .nest("/tata-comms", tata_comms::routes(&world))
        .nest("/redington", redington::routes(&world))
        .nest("/tyntec", tyntec::routes(&world))
        .nest("/exotel", exotel::routes(&world))
        .nest("/cdn", cdn::routes())
        .nest("/_control", control::routes())
        .nest("/demo", crm::routes());
    let router = match &world.config().www {
        Some(folder) => router.fallback_service(ServeDir::new(folder)),
        None => router,
    };
    router.with_state(world)
}
