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
use crate::{control, crm, phone, tata_tele};

/// Serves until `shutdown` resolves; open event streams end by themselves then.
///
/// # Errors
/// When the listener fails for good.
pub async fn serve(config: Config, listener: TcpListener, shutdown: impl Future<Output = ()> + Send + 'static) -> io::Result<()> {
    let stop = CancellationToken::new();
    let world = World::new(config, stop.clone());
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
        .nest("/_control", control::routes())
        .nest("/demo", crm::routes());
    let router = match &world.config().www {
        Some(folder) => router.fallback_service(ServeDir::new(folder)),
        None => router,
    };
    router.with_state(world)
}
