package ticketing.dev.stripe;

/** What the stand-in's pages have in common. */
final class Html {

  private Html() {}

  static String page(String title, String body) {
    return """
    <!doctype html>
    <html lang="en">
    <meta charset="utf-8">
    <title>%s</title>
    <style>
      body { font: 15px/1.4 sans-serif; margin: 2em; }
      td, th { text-align: left; padding: .2em .8em .2em 0; vertical-align: top; }
      form { display: inline; }
    </style>
    <h1>%s</h1>
    %s
    </html>
    """
        .formatted(title, title, body);
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
