//! `location`: a point on the map, perhaps with a name.

use crate::capabilities::Capabilities;
use crate::problem::Problem;
use serde::{Deserialize, Serialize};

/// A place, in degrees. The address is shown only beside a name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Location {
    /// Degrees north, -90 to 90.
    pub latitude: f64,
    /// Degrees east, -180 to 180.
    pub longitude: f64,
    /// What the place is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where it is, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

impl Location {
    /// A bare point.
    pub fn new(latitude: f64, longitude: f64) -> Self {
        Self { latitude, longitude, name: None, address: None }
    }

    pub(crate) fn check(&self, capabilities: &Capabilities, at: &str, problems: &mut Vec<Problem>) {
        for (name, value, most) in [("latitude", self.latitude, 90_u8), ("longitude", self.longitude, 180)] {
            if !(-f64::from(most)..=f64::from(most)).contains(&value) {
                problems.push(Problem::new(format!("{at}/{name}"), "range", format!("The {name} must lie between -{most} and {most}.")));
            }
        }
        for (name, text) in [("name", &self.name), ("address", &self.address)] {
            if let Some(text) = text {
                capabilities.limits.check_text(&format!("location.{name}"), text, &format!("{at}/{name}"), problems);
            }
        }
    }
}
