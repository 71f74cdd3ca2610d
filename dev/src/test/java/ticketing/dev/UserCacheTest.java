package ticketing.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserCacheTest {
  private final AtomicInteger fillings = new AtomicInteger();

  @TempDir Path folder;

  @Test
  void isFilledOnceForAllThatAskAtOnce() throws Exception {
    var found = new HashSet<Path>();
    try (var askers = Executors.newFixedThreadPool(8)) {
      for (var answer : Stream.generate(() -> askers.submit(this::get)).limit(8).toList()) {
        found.add(answer.get());
      }
    }
    assertThat(found).containsExactly(folder.resolve("thing-1"));
    assertThat(folder.resolve("thing-1/content")).hasContent("whole");
    assertThat(fillings).hasValue(1);
  }

  @Test
  void aFailedFillingLeavesNothing() throws IOException {
    var cache = new UserCache(folder);
    assertThatThrownBy(() ->
            cache.get(
                at -> Optional.empty(),
                empty -> {
                  Files.writeString(empty.resolve("content"), "half");
                  throw new IllegalStateException("no network");
                }))
        .hasMessage("no network");
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(folder.resolve("lock"));
    }
    assertThat(get()).exists();
  }

  @Test
  void amongTemporaryFoldersIsTheUsersOwnOrNone() throws IOException {
    assertThat(UserCache.ownFolder(folder.resolve("new")).folder()).isDirectory();
    assertThat(UserCache.ownFolder(folder.resolve("new")).folder()).isDirectory();
    var link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("new"));
    assertThatThrownBy(() -> UserCache.ownFolder(link)).hasMessageContaining("is not your own");
    var another = ofAnother();
    assertThatThrownBy(() -> UserCache.ownFolder(another)).hasMessageContaining("is not your own");
  }

  private Path ofAnother() throws IOException {
    var root = Path.of("/");
    if (!Files.isWritable(root)) {
      return root;
    }
    var another = Files.createDirectory(folder.resolve("another"));
    Files.setAttribute(another, "unix:uid", 65534);
    return another;
  }

  private Path get() {
    return new UserCache(folder)
        .get(
            at -> Optional.of(at.resolve("thing-1")).filter(Files::isDirectory),
            empty -> {
              fillings.incrementAndGet();
              Files.writeString(empty.resolve("content"), "whole");
              return "thing-1";
            });
  }
}
