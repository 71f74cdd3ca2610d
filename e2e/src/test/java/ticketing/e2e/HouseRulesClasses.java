package ticketing.e2e;

import static java.util.stream.Collectors.toUnmodifiableSet;

import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.LocationProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** The compiled main classes of all modules, read from their folders, not from the class path. */
final class HouseRulesClasses implements LocationProvider {

  @Override
  public Set<Location> get(Class<?> test) {
    return HouseRulesTree.modules().stream()
        .filter(module -> Files.isDirectory(module.resolve("src/main/java")))
        .map(HouseRulesClasses::compiled)
        .map(Location::of)
        .collect(toUnmodifiableSet());
  }

  private static Path compiled(Path module) {
    Path classes = module.resolve("target/classes");
    if (!Files.isDirectory(classes)) {
      throw new IllegalStateException(module + " is not compiled");
    }
    return classes;
  }
}
