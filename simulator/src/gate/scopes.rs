//! What a token is good for.

/// What a token is good for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Scopes {
    /// Everything: nobody asked for less.
    All,
    /// These.
    These(Vec<String>),
}

impl Scopes {
    /// The scopes of a text, parted by spaces.
    pub(super) fn parse(text: &str) -> Self {
        let mut scopes: Vec<String> = Vec::new();
        for scope in text.split_ascii_whitespace() {
            if !scopes.iter().any(|known| known == scope) {
                scopes.push(scope.to_owned());
            }
        }

        Self::These(scopes)
    }

    /// Those that are needed and not there.
    pub(super) fn lack(&self, needed: &[String]) -> Vec<String> {
        match self {
            Self::All => Vec::new(),
            Self::These(scopes) => needed
                .iter()
                .filter(|scope| !scopes.contains(scope))
                .cloned()
                .collect(),
        }
    }

    /// The first of others that is not in these.
    pub(super) fn first_beyond<'a>(&self, others: &'a Self) -> Option<&'a str> {
        match (self, others) {
            (Self::All, _) | (_, Self::All) => None,
            (Self::These(scopes), Self::These(others)) => others
                .iter()
                .find(|scope| !scopes.contains(scope))
                .map(String::as_str),
        }
    }

    /// As an answer tells them; `known` are all that there are.
    pub(super) fn text(&self, known: &[String]) -> String {
        match self {
            Self::All => known.join(" "),
            Self::These(scopes) => scopes.join(" "),
        }
    }
}
