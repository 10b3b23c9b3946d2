//! Things by their names, of which the oldest is forgotten when there are too many.

use std::collections::{BTreeMap, VecDeque};

/// So many are kept.
const MOST: usize = 100_000;

/// Things by their names. A name is used once.
#[derive(Debug)]
pub(super) struct Kept<T> {
    by_name: BTreeMap<String, T>,
    /// The names in the order in which they came, those of what is gone among them.
    order: VecDeque<String>,
}

impl<T> Kept<T> {
    pub(super) fn insert(&mut self, name: String, thing: T) {
        while self.order.len() >= MOST {
            if let Some(oldest) = self.order.pop_front() {
                self.by_name.remove(&oldest);
            }
        }
        self.order.push_back(name.clone());
        self.by_name.insert(name, thing);
    }

    pub(super) fn get(&self, name: &str) -> Option<&T> {
        self.by_name.get(name)
    }

    pub(super) fn get_mut(&mut self, name: &str) -> Option<&mut T> {
        self.by_name.get_mut(name)
    }

    pub(super) fn remove(&mut self, name: &str) -> Option<T> {
        self.by_name.remove(name)
    }

    pub(super) fn retain(&mut self, mut stays: impl FnMut(&T) -> bool) {
        self.by_name.retain(|_, thing| stays(thing));
    }

    pub(super) fn values(&self) -> impl Iterator<Item = &T> {
        self.by_name.values()
    }

    pub(super) fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.by_name.values_mut()
    }
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self {
            by_name: BTreeMap::new(),
            order: VecDeque::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Kept, MOST};

    #[test]
    fn the_oldest_is_forgotten() {
        let mut kept = Kept::default();
        for number in 0..=MOST {
            kept.insert(format!("{number}"), number);
        }
        assert_eq!(kept.get("0"), None);
        assert_eq!(kept.get("1"), Some(&1));
        assert_eq!(kept.values().count(), MOST);
    }
}
