//! Where objects and lists end, remembered so that a value skimmed once is not scanned again.
//!
//! A union is chosen by looking at the keys of its object before reading it. Where unions nest, each level would scan all levels below
//! again; with the ends remembered each byte is scanned at most once for skimming and once for reading.

/// Ends of objects and lists by their starts. Records only while it is asked to.
#[derive(Debug, Default)]
pub(super) struct Extents {
    recording: bool,
    /// Starts in ascending order with their ends; an end of 0 is not known yet.
    spans: Vec<(usize, usize)>,
    open: Vec<usize>,
}

impl Extents {
    /// From now on objects and lists that are skipped are remembered.
    pub(super) fn record(&mut self) {
        self.recording = true;
    }

    /// An object or list starts here.
    pub(super) fn open(&mut self, start: usize) {
        if self.recording && self.spans.last().is_none_or(|(last, _)| *last < start) {
            self.open.push(self.spans.len());
            self.spans.push((start, 0));
        } else if self.recording {
            self.open.push(usize::MAX);
        }
    }

    /// The last one that started ends here.
    pub(super) fn close(&mut self, end: usize) {
        if let Some(span) = self.open.pop().and_then(|index| self.spans.get_mut(index)) {
            span.1 = end;
        }
    }

    /// The end of the object or list that starts here, if it is known.
    pub(super) fn end_of(&self, start: usize) -> Option<usize> {
        if self.spans.is_empty() {
            return None;
        }
        let index = self
            .spans
            .binary_search_by_key(&start, |(start, _)| *start)
            .ok()?;

        self.spans
            .get(index)
            .map(|(_, end)| *end)
            .filter(|end| *end != 0)
    }
}
