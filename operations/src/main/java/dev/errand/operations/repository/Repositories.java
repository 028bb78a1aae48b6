// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.repository;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The repositories of a server, each a folder under one root. Safe for all threads. Whoever opens a
 * root must be the only process that does: opening removes what interrupted commits left.
 */
public final class Repositories {

  private static final Logger LOG = LoggerFactory.getLogger(Repositories.class);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");

  private final Path root;
  private final RepositorySettings settings;
  private final CommitStep.Listener listener;
  private final Map<String, Repository> open = new ConcurrentHashMap<>();

  private Repositories(Path root, RepositorySettings settings, CommitStep.Listener listener) {
    this.root = root;
    this.settings = settings;
    this.listener = listener;
  }

  /**
   * Opens the root, making it if need be, and tidies every repository. One that is damaged is left
   * as it is, with a line in the server's log.
   */
  public static Repositories open(Path root, Clock clock) throws IOException {
    return open(root, RepositorySettings.by(clock));
  }

  /** The same with other settings. */
  public static Repositories open(Path root, RepositorySettings settings) throws IOException {
    return open(root, settings, CommitStep.Listener.NONE);
  }

  static Repositories open(Path root, RepositorySettings settings, CommitStep.Listener listener)
      throws IOException {
    Files.createDirectories(root);
    Repositories repositories = new Repositories(root.toRealPath(), settings, listener);
    repositories.sweep();
    repositories.endAbandonedTransactions();
    return repositories;
  }

  /**
   * Makes an empty repository.
   *
   * @throws InvalidRepositoryNameException if the name is not plain
   * @throws RepositoryExistsException if there is one
   */
  public Repository init(String name) throws IOException {
    RepositoryFolder folder = folder(name);
    if (Files.exists(folder.path())) {
      throw new RepositoryExistsException(name);
    }
    RepositoryFolder beside =
        new RepositoryFolder(name, Durable.unfinished(root.resolve(UNSEEN), ""));
    Files.createDirectories(beside.data());
    Files.createDirectories(beside.revisions());
    Files.createDirectories(beside.refs());
    try {
      Files.move(beside.path(), folder.path());
    } catch (FileAlreadyExistsException e) {
      delete(beside.path());
      throw new RepositoryExistsException(name);
    }
    Durable.syncFolder(root);
    return open(name);
  }

  /** The names of all repositories, sorted. */
  public List<String> list() throws IOException {
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .map(path -> path.getFileName().toString())
          .filter(name -> NAME.matcher(name).matches() && folder(name).exists())
          .sorted()
          .toList();
    }
  }

  /**
   * The repository of that name.
   *
   * @throws InvalidRepositoryNameException if the name is not plain
   */
  public Optional<Repository> find(String name) {
    RepositoryFolder folder = folder(name);
    if (!folder.exists()) {
      return Optional.empty();
    }
    return Optional.of(
        open.computeIfAbsent(name, key -> new Repository(folder, settings, listener)));
  }

  /**
   * The repository of that name.
   *
   * @throws InvalidRepositoryNameException if the name is not plain
   * @throws RepositoryNotFoundException if there is none
   */
  public Repository open(String name) {
    return find(name).orElseThrow(() -> new RepositoryNotFoundException(name));
  }

  /**
   * Cancels the transactions of all repositories that were left alone for too long, as happens when
   * repositories are opened. To be called now and then.
   */
  public void endAbandonedTransactions() throws IOException {
    for (String name : list()) {
      try {
        open(name).transactions().endAbandoned();
      } catch (RepositoryDamagedException e) {
        LOG.error("The transactions of the repository '{}' were left as they are.", name, e);
      }
    }
  }

  private RepositoryFolder folder(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidRepositoryNameException(name);
    }
    return new RepositoryFolder(name, root.resolve(name));
  }

  private static final String UNSEEN = ".unfinished";

  private void sweep() throws IOException {
    delete(root.resolve(UNSEEN));
    for (String name : list()) {
      try {
        new RepositorySweep(folder(name)).run();
      } catch (RepositoryDamagedException e) {
        LOG.error("The repository '{}' is damaged and was left as it is.", name, e);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
