//! Works off what shall leave.
