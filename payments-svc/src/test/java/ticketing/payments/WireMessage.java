package ticketing.payments;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A message between PostgreSQL and its client (https://www.postgresql.org/docs/18/protocol.html).
 */
record WireMessage(char type, byte[] body) {

  private static final int ID_BYTES = 16;

  static final WireMessage FLUSH = new WireMessage('H', new byte[0]);
  static final WireMessage SYNC = new WireMessage('S', new byte[0]);

  static WireMessage read(DataInputStream in) throws IOException {
    char type = (char) in.readUnsignedByte();
    return new WireMessage(type, in.readNBytes(in.readInt() - Integer.BYTES));
  }

  void write(DataOutputStream out) throws IOException {
    out.writeByte(type);
    out.writeInt(body.length + Integer.BYTES);
    out.write(body);
  }

  /** The texts that it begins with: Parse's name and query, Bind's portal and name. */
  List<String> texts(int count) {
    var rest = ByteBuffer.wrap(body);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(text(rest));
    }
    return texts;
  }

  /** The values of a Bind: those in binary of an id's length as ids, all others as texts. */
  List<String> values() {
    var rest = ByteBuffer.wrap(body);
    var unused = List.of(text(rest), text(rest));
    var formats = new short[rest.getShort()];
    for (int i = 0; i < formats.length; i++) {
      formats[i] = rest.getShort();
    }
    int count = rest.getShort();
    List<String> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      var value = new byte[Math.max(0, rest.getInt())];
      rest.get(value);
      boolean binary = formats.length > 0 && formats[i % formats.length] == 1;
      values.add(binary && value.length == ID_BYTES ? id(value) : new String(value, UTF_8));
    }
    return values;
  }

  private static String id(byte[] value) {
    var halves = ByteBuffer.wrap(value);
    return new UUID(halves.getLong(), halves.getLong()).toString();
  }

  /** How many rows a CommandComplete tells of: {@code INSERT 0 1}. */
  int rows() {
    String tag = texts(1).getFirst();
    String last = tag.substring(tag.lastIndexOf(' ') + 1);
    return last.chars().allMatch(Character::isDigit) ? Integer.parseInt(last) : 0;
  }

  private static String text(ByteBuffer rest) {
    int begin = rest.position();
    while (rest.get() != 0) {
      continue;
    }
    return new String(rest.array(), begin, rest.position() - begin - 1, UTF_8);
  }
}
