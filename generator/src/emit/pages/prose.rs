//! Prose of a spec, which is Markdown: as HTML in which nothing but the marks of Markdown is markup, and nothing is fetched.

use pulldown_cmark::{
    BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd,
};

use super::html::{Html, is_web};

/// Adds paragraphs, lists and whatever else the text has.
pub(super) fn blocks(html: &mut Html, markdown: &str) {
    render(html, markdown, Flow::Blocks);
}

/// Adds a text of one or a few sentences where no paragraph fits.
pub(super) fn sentences(html: &mut Html, markdown: &str) {
    render(html, markdown, Flow::Sentences);
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Flow {
    Blocks,
    Sentences,
}

/// Where the reader of a text stands.
#[derive(Default)]
struct State {
    /// For each open link whether it became one.
    links: Vec<bool>,
    /// The program in the making, where one is open, and whether it is Rust.
    program: Option<(String, bool)>,
    in_head: bool,
    /// Something was written before.
    begun: bool,
}

fn render(html: &mut Html, markdown: &str, flow: Flow) {
    // What rustdoc links to items is shown without a link.
    let unlinked = |_: BrokenLink<'_>| Some((CowStr::Borrowed(""), CowStr::Borrowed("")));
    let events =
        Parser::new_with_broken_link_callback(markdown, Options::ENABLE_TABLES, Some(unlinked));
    let mut state = State::default();
    for event in events {
        match event {
            Event::Start(tag) => start(html, &mut state, &tag, flow),
            Event::End(tag) => end(html, &mut state, tag, flow),
            Event::Text(text) => match &mut state.program {
                Some((program, _)) => program.push_str(&text),
                None => html.text(&text),
            },
            Event::Code(text) => html.code(&text),
            // Markup of the text is text.
            Event::Html(text) | Event::InlineHtml(text) => html.text(&text),
            Event::SoftBreak => html.text(" "),
            Event::HardBreak => html.open("br", &[]),
            Event::Rule => html.open("hr", &[]),
            Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
        state.begun = true;
    }
}

fn start(html: &mut Html, state: &mut State, tag: &Tag<'_>, flow: Flow) {
    match tag {
        Tag::Paragraph | Tag::Heading { .. } if flow == Flow::Sentences => {
            if state.begun {
                html.text(" ");
            }
        }
        Tag::Paragraph => html.open("p", &[]),
        // The outline of the page is the program's.
        Tag::Heading { .. } => {
            html.open("p", &[]);
            html.open("strong", &[]);
        }
        Tag::BlockQuote(_) => html.open("blockquote", &[]),
        Tag::CodeBlock(kind) => {
            let is_rust =
                matches!(kind, CodeBlockKind::Fenced(language) if language.starts_with("rust"));
            state.program = Some((String::new(), is_rust));
        }
        Tag::List(None) => html.open("ul", &[]),
        Tag::List(Some(first)) => html.open("ol", &[("start", &first.to_string())]),
        Tag::Item => html.open("li", &[]),
        Tag::Table(_) => html.open("table", &[]),
        Tag::TableHead => {
            state.in_head = true;
            html.open("thead", &[]);
            html.open("tr", &[]);
        }
        Tag::TableRow => html.open("tr", &[]),
        Tag::TableCell if state.in_head => html.open("th", &[("scope", "col")]),
        Tag::TableCell => html.open("td", &[]),
        Tag::Emphasis => html.open("em", &[]),
        Tag::Strong => html.open("strong", &[]),
        Tag::Link {
            link_type,
            dest_url,
            ..
        } => {
            let is_link = is_web(dest_url);
            state.links.push(is_link);
            if is_link {
                // Print shows addresses behind links, but not twice.
                let mut attributes = vec![("href", dest_url.as_ref())];
                if *link_type == LinkType::Autolink {
                    attributes.push(("class", "bare"));
                }
                html.open("a", &attributes);
            }
        }
        // A picture is told by its text: nothing is fetched.
        Tag::Image { .. }
        | Tag::HtmlBlock
        | Tag::Strikethrough
        | Tag::Superscript
        | Tag::Subscript
        | Tag::FootnoteDefinition(_)
        | Tag::DefinitionList
        | Tag::DefinitionListTitle
        | Tag::DefinitionListDefinition
        | Tag::MetadataBlock(_) => {}
    }
}

fn end(html: &mut Html, state: &mut State, tag: TagEnd, flow: Flow) {
    match tag {
        TagEnd::Paragraph | TagEnd::Heading(_) if flow == Flow::Sentences => {}
        TagEnd::Paragraph => html.close("p"),
        TagEnd::Heading(_) => {
            html.close("strong");
            html.close("p");
        }
        TagEnd::BlockQuote(_) => html.close("blockquote"),
        TagEnd::CodeBlock => {
            if let Some((program, is_rust)) = state.program.take() {
                pre(html, &shown(&program, is_rust));
            }
        }
        TagEnd::List(false) => html.close("ul"),
        TagEnd::List(true) => html.close("ol"),
        TagEnd::Item => html.close("li"),
        TagEnd::Table => html.close("table"),
        TagEnd::TableHead => {
            state.in_head = false;
            html.close("tr");
            html.close("thead");
        }
        TagEnd::TableRow => html.close("tr"),
        TagEnd::TableCell if state.in_head => html.close("th"),
        TagEnd::TableCell => html.close("td"),
        TagEnd::Emphasis => html.close("em"),
        TagEnd::Strong => html.close("strong"),
        TagEnd::Link => {
            if state.links.pop() == Some(true) {
                html.close("a");
            }
        }
        TagEnd::Image
        | TagEnd::HtmlBlock
        | TagEnd::Strikethrough
        | TagEnd::Superscript
        | TagEnd::Subscript
        | TagEnd::FootnoteDefinition
        | TagEnd::DefinitionList
        | TagEnd::DefinitionListTitle
        | TagEnd::DefinitionListDefinition
        | TagEnd::MetadataBlock(_) => {}
    }
}

/// Adds lines of a program; who cannot point can scroll them by the keyboard.
pub(super) fn pre(html: &mut Html, program: &str) {
    html.element("pre", &[("tabindex", "0")], |html| {
        html.code(program.trim_end());
    });
}

/// The lines of a program without those that rustdoc hides.
fn shown(program: &str, is_rust: bool) -> String {
    let is_hidden = |line: &str| is_rust && (line == "#" || line.starts_with("# "));

    let lines: Vec<&str> = program.lines().filter(|line| !is_hidden(line)).collect();

    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::{Html, blocks, sentences};

    fn shown(flow: fn(&mut Html, &str), markdown: &str) -> String {
        let mut html = Html::default();
        flow(&mut html, markdown);

        html.finish().replace('\n', "")
    }

    #[test]
    fn markdown_is_shown_and_markup_is_text() {
        for (markdown, expected) in [
            ("a `b<c>` d", "<p>a <code>b&lt;c&gt;</code> d</p>"),
            (
                "<script>alert(1)</script>",
                "&lt;script&gt;alert(1)&lt;/script&gt;",
            ),
            ("a <b onclick=x>", "<p>a &lt;b onclick=x&gt;</p>"),
            ("[a](javascript:alert(1))", "<p>a</p>"),
            (
                "[a](https://example.com/?b&c)",
                "<p><a href=\"https://example.com/?b&amp;c\">a</a></p>",
            ),
            ("![a](https://example.com/b.png)", "<p>a</p>"),
            ("see [`Error`]", "<p>see <code>Error</code></p>"),
            ("# a", "<p><strong>a</strong></p>"),
            ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
            (
                "```rust,no_run\n# hidden\nlet a = 1;\n```",
                "<pre tabindex=\"0\"><code>let a = 1;</code></pre>",
            ),
        ] {
            assert_eq!(shown(blocks, markdown), expected, "of {markdown:?}");
        }
        assert_eq!(shown(sentences, "a\n\nb"), "a b");
    }
}
