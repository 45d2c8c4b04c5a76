//! The few tolerant readers that hostile or careless JSON needs.
