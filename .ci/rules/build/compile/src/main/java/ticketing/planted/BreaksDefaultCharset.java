package ticketing.planted;

final class BreaksDefaultCharset {

  byte[] bytes(String text) {
    return text.getBytes();
  }
}
