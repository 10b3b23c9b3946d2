//! Files that nobody uploaded: small, and valid for programs that look into them.

/// What a file of a media type holds.
pub(super) fn content(essence: &str) -> Vec<u8> {
    match essence {
        "image/png" | "image/*" => PNG.to_vec(),
        "image/gif" => GIF.to_vec(),
        "image/svg+xml" => {
            b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>\n".to_vec()
        }
        "application/pdf" => pdf(),
        "application/zip" => EMPTY_ZIP.to_vec(),
        "text/csv" => b"id,name\r\n1,simulated\r\n".to_vec(),
        "application/xml" | "text/xml" => b"<?xml version=\"1.0\"?>\n<simulated/>\n".to_vec(),
        "text/html" => b"<!DOCTYPE html>\n<title>Simulated</title>\n<p>Simulated.</p>\n".to_vec(),
        _ => b"simulated".to_vec(),
    }
}

/// One gray pixel.
const PNG: &[u8] = b"\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU\x00\x00\x00\x0aIDATx\xdach\x00\x00\x00\x82\x00\x81\xdaE\x08;\x00\x00\x00\x00IEND\xaeB`\x82";

/// One pixel that cannot be seen.
const GIF: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

/// An archive with nothing in it.
const EMPTY_ZIP: &[u8] =
    b"PK\x05\x06\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00";

/// One empty page; the table at its end says where each object begins.
fn pdf() -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
    ];
    let mut text = "%PDF-1.4\n".to_owned();
    let mut starts = Vec::new();
    for (object, number) in objects.iter().zip(["1", "2", "3"]) {
        starts.push(format!("{:010} 00000 n \n", text.len()));
        text.extend([number, " 0 obj\n", object, "\nendobj\n"]);
    }
    let table = starts.concat();
    let start = text.len().to_string();
    text.extend(["xref\n0 4\n0000000000 65535 f \n", &table]);
    text.extend([
        "trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n",
        &start,
        "\n%%EOF\n",
    ]);

    text.into_bytes()
}
