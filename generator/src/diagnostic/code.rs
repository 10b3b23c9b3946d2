//! The rules an author can break: one row each, with the text of the manual.

use super::Severity;
use super::Severity::{Error, Warning};

macro_rules! codes {
    ($($variant:ident, $name:literal, $severity:ident, $manual:literal;)*) => {
        /// A rule; shown in brackets in a report.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code {
            $(#[doc = $manual] $variant,)*
        }

        impl Code {
            /// All rules, in the order of the manual.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name as it is shown.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// How bad it is to break the rule.
            pub fn severity(self) -> Severity {
                match self {
                    $(Self::$variant => $severity,)*
                }
            }

            /// What the rule means, with a wrong and a right example.
            pub fn manual(self) -> &'static str {
                match self {
                    $(Self::$variant => $manual,)*
                }
            }
        }
    };
}

impl Code {
    /// Whether a client that is generated all the same is not all that the document describes.
    pub fn is_loss(self) -> bool {
        match self {
            // Told apart, mended, or asked of the caller: nothing is missing.
            Self::UndeclaredMember
            | Self::DuplicateName
            | Self::InvalidName
            | Self::DuplicateKey
            | Self::MergeKey
            | Self::SeveralDocuments
            | Self::MissingServer
            | Self::BadPath
            | Self::UndeclaredPathParameter
            | Self::UnusedPathParameter
            | Self::UnknownKey
            | Self::UndefinedStyle
            | Self::TwinPaths
            | Self::UndecidedUnion
            | Self::UnusedQuirk => false,
            _ => true,
        }
    }

    /// Whether a document that breaks the rule cannot be read at all, however lenient the reader.
    pub fn is_fatal(self) -> bool {
        matches!(
            self,
            Self::YamlSyntax
                | Self::JsonSyntax
                | Self::DocumentSize
                | Self::EmptyDocument
                | Self::Alias
                | Self::Nesting
                | Self::UnsupportedVersion
                | Self::NameLock
                | Self::OverlayForm
                | Self::IdleOverlay
        )
    }
}

// A new rule is a new row here and a document under the tests that breaks it.
codes! {
    // Text
    YamlSyntax, "yaml-syntax", Error,
        "The text is not YAML, and nothing is read past this place. The cause often stands a little before it: a quote or a bracket \
         that is not closed, or a line that is indented too little. Wrong: `title: \"Visits`. Right: `title: \"Visits\"`.";
    JsonSyntax, "json-syntax", Error,
        "The text is not JSON, and nothing is read past this place. JSON knows no comments, no single quotes and no comma after the last \
         element. Wrong: `{\"a\": 1,}`. Right: `{\"a\": 1}`.";
    DocumentSize, "document-size", Error,
        "The document is larger than 64 MiB. Nobody has written an API of that size: most often a data file was given by mistake. Wrong: an export of all \
         records. Right: the paths, schemas and examples that the client needs.";
    EmptyDocument, "empty-document", Error,
        "There is nothing in the document but blanks or comments. Wrong: `# to be written`. Right: at least `openapi: 3.1.0`, `info`, `servers` and `paths`.";
    SeveralDocuments, "several-documents", Error,
        "YAML can hold several documents in one file, divided by `---`; a spec is one document. Wrong: two specs in one file. Right: two files.";
    DuplicateKey, "duplicate-key", Error,
        "One mapping names the same key twice, or one list the same parameter or choice, so one of the two would be lost without a word. Wrong: \
         `{get: .., get: ..}`. Right: one entry, or two different keys.";
    MergeKey, "merge-key", Error,
        "`<<` merged mappings in an older YAML and is not part of YAML 1.2, so tools disagree on what it means. Wrong: `<<: *base`. Right: write \
         the entries out, or share a schema through `$ref` and `allOf`.";
    Alias, "alias", Error,
        "An alias repeats a node that an anchor has named. It may not stand inside that node nor as a key, and all aliases \
         together may not grow the document many times over. Wrong: `a: &a [*a]`. Right: `$ref` to a component.";
    Tag, "tag", Error,
        "A tag gives a YAML value a type of its own, which no reader of OpenAPI knows. Wrong: `when: !date 2026-01-01`. Right: `when: \"2026-01-01\"`.";
    Nesting, "nesting", Error,
        "Mappings and lists nest deeper than 128 levels. No API is described like that by hand: it is a mistake of a tool or an attack. Wrong: \
         schemas in schemas without end. Right: inner schemas under `components`, each with a name, and `$ref` to them.";

    // Overlays
    OverlayForm, "overlay-form", Error,
        "What is written in an overlay is none of OpenAPI Overlay 1.0 or 1.1, or does not fit what it is said of. Wrong: `{target: $.info, update: Visits}`. \
         Right: `{target: $.info, update: {title: Visits}}`.";
    IdleOverlay, "idle-overlay", Error,
        "An action of an overlay does nothing: its target is not in the document, or the document says the same already. It was written for another \
         document, or the document has caught up with it. Wrong: `target: $.paths['/vists']`. Right: `target: $.paths['/visits']`, or no action.";

    // Form
    WrongType, "wrong-type", Error,
        "A value is of another kind than OpenAPI gives its key, such as a number where a text is expected. Plain `1.0` is a number in YAML. \
         Wrong: `version: 1.0`. Right: `version: \"1.0\"`.";
    MissingKey, "missing-key", Error,
        "A mapping lacks a key without which it says nothing. Wrong: a parameter `{in: query}`. Right: `{name: from, in: query}`.";
    UnknownKey, "unknown-key", Warning,
        "A key is no word of OpenAPI at this place, so nobody reads it; most often it is misspelled or indented wrongly. Wrong: `sumary: Lists \
         visits`. Right: `summary: Lists visits`. Keys that begin with `x-` may say anything.";
    UnsupportedVersion, "unsupported-version", Error,
        "The document follows a version of OpenAPI that is not read, or is no such document at all; for a stranger's document the newest one that is known stands in for one that is not. Wrong: `swagger: \"1.2\"`. Right: `openapi: 3.1.0`; 3.0 and 3.2 are read too, and so is \
         Swagger 2.0, `swagger: \"2.0\"`.";
    Unsupported, "unsupported", Error,
        "The document is right, but nothing can be generated from this part of it yet. The report says what to write instead, where there is such a way. \
         Wrong: `type: [object, string]` without a word on how it is seen. Right: `oneOf` with a schema for each.";
    NotGenerated, "not-generated", Warning,
        "The document is right, and this part of it is left out: the client is generated without it. Wrong: to rely on the flow \
         `implicit` of a scheme. Right: `authorizationCode`, or a token that the caller gives.";
    Approximated, "approximated", Warning,
        "The document leaves open how something is meant, or says it in a way that no client can follow to the letter; the client does what comes nearest. \
         Wrong: `style: deepObject` at an object with lists in it. Right: `x-quirks: {array-style: brackets}` where the vendor takes brackets.";
    UndefinedStyle, "undefined-style", Warning,
        "OpenAPI defines `deepObject` for objects of plain values; what nests deeper goes out in the brackets that servers of that style read, with numbers where a list holds objects: `a[b][0][c]=1`. Wrong: to expect it of every server. Right: `x-quirks: {array-style: unindexed}` where the vendor takes `a[][b]=1`.";
    UndecidedUnion, "undecided-union", Warning,
        "Two cases of a union have the same kind, and every key that one must have the other knows, so that a value may be either. It is read as the \
         first of them, and nothing of it is lost. Wrong: `oneOf` of `{a: ..}` and `{a: .., b: ..}` with nothing required. Right: a `required` member of its \
         own in each, or a `discriminator`.";
    BadPath, "bad-path", Error,
        "A path begins with a slash and closes every brace it opens. Wrong: `visits/{ID`. Right: `/visits/{ID}`.";
    TwinPaths, "twin-paths", Warning,
        "Two paths differ only in the names between their braces, so a server cannot tell them apart; both calls are generated. Wrong: `/visits/{id}` \
         and `/visits/{number}`. Right: one path whose parameter says what it takes.";

    // Quirks and evidence
    UnknownQuirk, "unknown-quirk", Error,
        "`x-quirks` holds a word that is not in the vocabulary. The vocabulary is closed, because each word changes how the client behaves. \
         Wrong: `x-quirks: {envelop: none}`. Right: `x-quirks: {envelope: none}`.";
    MisplacedQuirk, "misplaced-quirk", Error,
        "A quirk stands where it has no effect. The report names the places where it may stand. Wrong: `not-found` at the document. Right: \
         `not-found` at the operation.";
    QuirkValue, "quirk-value", Error,
        "What is written for a quirk does not have its form. Wrong: `rate-limit: {windows: [{requests: 100, per: ten}]}`. Right: `per: 10s`.";
    ConflictingQuirks, "conflicting-quirks", Error,
        "Two quirks, or a quirk and the schema, say things that cannot both hold. Wrong: `view: [flag, id]`. Right: one of the two.";
    EvidenceForm, "evidence-form", Error,
        "`x-evidence` is a mapping, or a list of mappings, with `grade` (vendor, third-party, inferred or unknown) and optionally `fact`, \
         `source` and `note`. Wrong: `x-evidence: guessed`. Right: `x-evidence: {grade: inferred, note: the example shows it}`.";
    BadPointer, "bad-pointer", Error,
        "A JSON Pointer in a quirk leads nowhere in the schema of the body. Wrong: `data: /date` where the body holds `data`. Right: `data: /data`.";
    UnusedQuirk, "unused-quirk", Warning,
        "A quirk changes nothing where it stands: the schema says the same already, a narrower place overrides it, or no call reaches it. \
         Wrong: `type: boolean` with `view: flag`. Right: `type: [boolean, integer]` with `view: flag`, or no quirk.";

    // References and names
    DanglingReference, "dangling-reference", Error,
        "A `$ref` names something that the document does not hold. Wrong: `$ref: \"#/components/schemas/Vist\"`. Right: the name as it stands \
         under `components`.";
    RemoteReference, "remote-reference", Error,
        "A `$ref` leads to something that is not read: another machine, a file that is not there, or one outside of the folder of the document. Files in \
         that folder are read, those of a wider one with `--root`. Wrong: `$ref: https://example.com/common.yaml#/Visit`. Right: `$ref: common.yaml#/Visit` \
         with the file beside the document.";
    ReferenceCycle, "reference-cycle", Error,
        "References lead back to where they began, without anything in between. Wrong: `A: {$ref: \"#/components/schemas/A\"}`. Right: a schema \
         that says something itself; a member or a list element may well hold its own schema.";
    DuplicateName, "duplicate-name", Error,
        "Two things of one place would have the same name in Rust. Wrong: properties `driver_id` and `driverId` side by side. Right: \
         `x-quirks: {rust-name: driver_number}` at one of them.";
    InvalidName, "invalid-name", Error,
        "A name cannot be an identifier in Rust, or not one of its place. Wrong: `rust-name: Driver-Id` at a property. Right: `rust-name: driver_id`.";
    UndeclaredMember, "undeclared-member", Error,
        "A name is listed that nothing declares: in `required`, in `replaces`, as the parameter of a pagination, or as a scope. Wrong: `required: [idd]` beside \
         `properties: {id: ..}`. Right: `required: [id]`.";
    EndlessType, "endless-type", Error,
        "A type can never be built, because each value has to hold another one first. Wrong: `Node` with a required member `next: Node`. Right: \
         `next` not required, or able to be null, or a list.";
    NameLock, "name-lock", Error,
        "The name lock beside the spec does not fit the spec, or would change. Wrong: an entry for a call that \
         is gone, or a name that two calls have. Right: the lock that `cargo xtask regen` writes; look at what changed.";

    // Operations
    MissingServer, "missing-server", Error,
        "The document does not say where the API is. Wrong: `servers: [{url: /v2}]`, or no servers. Right: `servers: [{url: https://api.example.com/v2}]`.";
    BadUrl, "bad-url", Error,
        "An address of a security scheme is none, or would take a secret over plain HTTP to another machine. Wrong: `tokenUrl: \
         http://login.example.com/token`. Right: `tokenUrl: https://login.example.com/token`, or `/oauth/token`, which is relative to the server's address.";
    UndeclaredPathParameter, "undeclared-path-parameter", Error,
        "A path holds a value in braces that no parameter declares. Wrong: `/visits/{ID}` without parameters. Right: a parameter \
         `{name: ID, in: path, required: true, schema: {type: string}}`.";
    UnusedPathParameter, "unused-path-parameter", Error,
        "A parameter of the path is declared, and the path does not hold it. Wrong: `/visits` with a parameter `{name: ID, in: path}`. Right: \
         `/visits/{ID}`.";
    BadMediaType, "bad-media-type", Error,
        "A body has no media type that can be read or written. Wrong: `content: {json: ..}`. Right: `content: {application/json: ..}`.";
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Code;

    #[test]
    fn every_rule_has_a_name_of_its_own_and_a_manual() {
        let names: BTreeSet<&str> = Code::ALL.iter().map(|code| code.name()).collect();
        assert_eq!(names.len(), Code::ALL.len());

        for code in Code::ALL {
            let kebab = |character: char| character.is_ascii_lowercase() || character == '-';
            assert!(code.name().chars().all(kebab), "{}", code.name());
            assert!(code.manual().ends_with('.'), "{}", code.name());
            let (wrong, right) = (
                code.manual().find(" Wrong: "),
                code.manual().find(" Right: "),
            );
            assert!(wrong.is_some() && wrong < right, "{}", code.name());
        }
    }
}
