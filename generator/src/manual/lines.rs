//! Text in lines of at most 100 columns.

/// How wide a line may be.
const WIDTH: usize = 100;

/// A text in lines, each behind so many blanks; a word that is longer stands alone.
pub(crate) fn wrap(text: &str, indent: usize) -> String {
    let mut wrapped = String::new();
    for paragraph in text.lines() {
        let mut line = " ".repeat(indent);
        let mut width = indent;
        let mut is_empty = true;
        for word in paragraph.split_whitespace() {
            let length = word.chars().count();
            if !is_empty && width + 1 + length > WIDTH {
                wrapped.push_str(&line);
                wrapped.push('\n');
                line = " ".repeat(indent);
                width = indent;
                is_empty = true;
            }
            if !is_empty {
                line.push(' ');
                width += 1;
            }
            line.push_str(word);
            width += length;
            is_empty = false;
        }
        wrapped.push_str(line.trim_end());
        wrapped.push('\n');
    }

    wrapped
}

/// A name and a text beside it, whose further lines stand below the first one.
pub(crate) fn hang(name: &str, text: &str, widest: usize) -> String {
    if widest == 0 {
        return wrap(text, 2);
    }
    let indent = 2 + widest + 2;
    let wrapped = wrap(text, indent);
    let fits = name.chars().count() <= widest;
    let first = if fits {
        format!("  {name:<widest$}  ")
    } else {
        format!("  {name}\n{}", " ".repeat(indent))
    };

    let hung = format!("{first}{}", wrapped.trim_start());
    if text.is_empty() {
        format!("  {name}\n")
    } else {
        hung
    }
}
