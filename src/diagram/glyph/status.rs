//! A picture for each status of a team's practice: the garden's plants, and one train.
//!
//! In: a status. Out: shapes in a box of 16 that stand on its lower edge.
//! Must not: judge: no status is drawn larger, redder or sadder than another.

/// The shapes of a status; a dot for what is none.
pub fn status_shape(status: &str) -> &'static str {
    match status {
        "seedling" => {
            "<path d=\"M8 14.6V9.4\"/><path class=\"dg-leaf\" d=\"M8 9.8C8 7 6.1 5.6 3 5.5c0 2.9 \
             1.9 4.3 5 4.3zM8 8.4c0-2.7 1.7-4.2 4.8-4.3 0 2.9-1.8 4.3-4.8 4.3z\"/>"
        }
        "growing" => {
            "<path d=\"M8 14.6V4.2\"/><path class=\"dg-leaf\" d=\"M8 12.4c0-2.4-1.6-3.6-4.6-3.7 0 \
             2.5 1.7 3.7 4.6 3.7zM8 10.6c0-2.4 1.6-3.6 4.6-3.7 0 2.5-1.7 3.7-4.6 3.7zM8 6.6c0-2.2\
             -1.3-3.5-3.8-3.7 0 2.4 1.5 3.7 3.8 3.7zM8 4.6c0-1.9 1.2-3.1 3.4-3.3 0 2.2-1.4 3.3\
             -3.4 3.3z\"/>"
        }
        "established" => {
            "<path d=\"M8 14.6V7.4M8 10.4l2.2-2.2\"/><path class=\"dg-leaf\" d=\"M5.2 11.2a3.1 3.1 0 \
             0 1-1.7-5.6 4.6 4.6 0 0 1 9 0 3.1 3.1 0 0 1-1.7 5.6z\"/>"
        }
        "freight-train" => {
            "<path class=\"dg-leaf\" d=\"M2 11.2V3.4h4.6v3.4h7v4.4z\"/><path d=\"M11.4 6.8V4.4M4.3 \
             5.4v1.4\"/><circle cx=\"4.6\" cy=\"12.9\" r=\"1.6\"/><circle cx=\"10.9\" \
             cy=\"12.9\" r=\"1.6\"/>"
        }
        "composting" => {
            "<path class=\"dg-leaf\" d=\"M1.4 14.3c1.5-4.2 3.6-6.3 6.6-6.3s5.1 2.1 6.6 6.3z\"/>\
             <path d=\"M8 1.6v3.9M6.2 3.8 8 5.6l1.8-1.8M5.8 12h.1M9.4 11.2h.1\"/>"
        }
        // Poles and planks: a bed of the garden, and no status by itself.
        "scaffold" => {
            "<path d=\"M3.4 14.6V2M12.6 14.6V2M1.8 4.8h12.4M1.8 9.8h12.4M3.4 9.8l9.2-5\"/>"
        }
        _ => "<circle cx=\"8\" cy=\"8\" r=\"2\"/>",
    }
}
