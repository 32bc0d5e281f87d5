//! A picture for each kind of entry.
//!
//! In: a kind's name. Out: strokes in a box of 16.
//! Must not: fill, so that a kind is never mistaken for a verdict.

/// The shapes of a kind; a ring for one of the site's own.
pub fn kind_shape(kind: &str) -> &'static str {
    match kind {
        // A turn that comes round again.
        "ritual" => "<path d=\"M13.4 8.6a5.5 5.5 0 1 1-1.7-4.6M12.4 1.6v2.9H9.5\"/>",
        // A page with a folded corner.
        "artifact" => "<path d=\"M3.5 1.8h5.8l3.2 3.2v9.2h-9zM9.1 2v3.2h3.2M6 8.5h4M6 11h4\"/>",
        // Standards and boards.
        "framework" => "<path d=\"M4 1.8v12.4M12 1.8v12.4M1.8 4.5h12.4M1.8 10.5h12.4\"/>",
        // A dumb-bell.
        "exercise" => "<path d=\"M1.7 6.2v3.6M4.4 4v8M11.6 4v8M14.3 6.2v3.6M4.4 8h7.2\"/>",
        "team" => {
            "<circle cx=\"5.6\" cy=\"5\" r=\"2.2\"/><path d=\"M1.6 13.2c0-2.6 1.7-4.1 4-4.1s4 \
             1.5 4 4.1M10.4 2.9a2.2 2.2 0 0 1 0 4.2M11.6 9.3c1.8.5 2.9 1.9 2.9 3.9\"/>"
        }
        // A place.
        "context" => {
            "<path d=\"M8 14.4s4.8-4.6 4.8-8a4.8 4.8 0 0 0-9.6 0c0 3.4 4.8 8 4.8 8z\"/>\
             <circle cx=\"8\" cy=\"6.4\" r=\"1.6\"/>"
        }
        // Two sliders.
        "factor" => {
            "<path d=\"M1.8 5h5M11.4 5h2.8M1.8 11h1.8M8.2 11h6\"/><circle cx=\"9.1\" cy=\"5\" \
             r=\"2.2\"/><circle cx=\"5.9\" cy=\"11\" r=\"2.2\"/>"
        }
        // A question asked.
        "need" => {
            "<path d=\"M2 2.5h12v8.7H7.6l-3.2 2.7v-2.7H2zM6.5 5.5a1.6 1.6 0 1 1 2.2 1.5c-.5.2-.7\
             .4-.7.8M8 9.2v.1\"/>"
        }
        "role" => {
            "<circle cx=\"8\" cy=\"5\" r=\"2.8\"/><path d=\"M2.9 14c0-3 2.1-4.8 5.1-4.8s5.1 1.8 \
             5.1 4.8\"/>"
        }
        // A star to steer by.
        "principle" => "<path d=\"M8 1.5 9.6 6.4l4.9 1.6-4.9 1.6L8 14.5 6.4 9.6 1.5 8l4.9-1.6z\"/>",
        "anti-pattern" => "<circle cx=\"8\" cy=\"8\" r=\"6\"/><path d=\"M3.8 12.2 12.2 3.8\"/>",
        // A cycle within a cycle.
        "cycle" => "<circle cx=\"8\" cy=\"8\" r=\"6.2\"/><circle cx=\"8\" cy=\"10.6\" r=\"2.6\"/>",
        _ => "<circle cx=\"8\" cy=\"8\" r=\"5\"/>",
    }
}
