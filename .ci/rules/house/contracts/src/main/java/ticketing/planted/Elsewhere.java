package ticketing.planted;

// breaks: modulesHaveOnePackageEach, packagesAreNullMarked
public interface Elsewhere {}
