package ticketing.dev.stripe;

/** What the stand-in's pages have in common. */
final class Html {

  private Html() {}

  static String page(String title, String body) {
    return """
    <!doctype html>
    <html lang="en">
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%s</title>
    <style>
      h1 { font-size: 1.3em; }
      body { font: 15px/1.4 sans-serif; margin: 2em; }
      td, th { text-align: left; padding: .2em .8em .2em 0; vertical-align: top; }
      form { display: inline; }
    </style>
    <script>
      const act = (method, path, form) =>
        fetch(path, {method, body: form && new URLSearchParams(form)})
          .then(() => location.reload());
    </script>
    <h1>%s</h1>
    %s
    </html>
    """
        .formatted(title, title, body);
  }

  /** Posts a form. */
  static String button(String label, String path, String form) {
    return "<button onclick=\"act('POST', '%s', '%s')\">%s</button>"
        .formatted(path, escape(form), label);
  }

  /** Deletes what is at an address. */
  static String button(String label, String path) {
    return "<button onclick=\"act('DELETE', '%s')\">%s</button>".formatted(path, label);
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
