// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import dev.errand.files.FolderLocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The repositories of a server, each a folder under one root. Safe for all threads, and for several
 * processes that have the same root open. To be closed when nobody works with them any more: what
 * is unfinished then counts as left.
 */
public final class Repositories implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Repositories.class);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");
  private static final String UNSEEN = ".unfinished";

  private final Path root;
  private final RepositorySettings settings;
  private final CommitStep.Listener listener;
  private final FolderLocks locks;
  private final Unfinished unfinished;
  private final Map<String, Repository> open = new ConcurrentHashMap<>();

  private Repositories(
      Path root, FolderLocks locks, RepositorySettings settings, CommitStep.Listener listener) {
    this.root = root;
    this.locks = locks;
    this.unfinished = new Unfinished(locks);
    this.settings = settings;
    this.listener = listener;
  }

  /**
   * Opens the root, making it if need be, and tidies every repository. One that is damaged is left
   * as it is, with a line in the server's log; one that another process is changing is left for
   * later.
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
    Path folder = root.toRealPath();
    Repositories repositories =
        new Repositories(folder, FolderLocks.open(folder), settings, listener);
    try {
      repositories.tidy(true);
      return repositories;
    } catch (IOException | RuntimeException e) {
      repositories.close();
      throw e;
    }
  }

  /**
   * Makes an empty repository.
   *
   * @throws InvalidRepositoryNameException if the name is not plain
   * @throws RepositoryExistsException if there is one
   * @throws RepositoryBusyException if somebody else has been making one of that name for too long
   */
  public Repository init(String name) throws IOException {
    RepositoryFolder folder = folder(name);
    refuseExisting(folder);
    try (FolderLocks.Held _ = locks(name).commit()) {
      refuseExisting(folder);
      RepositoryFolder beside =
          new RepositoryFolder(name, unfinished.in(root.resolve(UNSEEN), ""), unfinished);
      Files.createDirectories(beside.data());
      Files.createDirectories(beside.revisions());
      Files.createDirectories(beside.refs());
      Files.move(beside.path(), folder.path());
      Durable.syncFolder(root);
    }
    return open(name);
  }

  private static void refuseExisting(RepositoryFolder folder) {
    if (Files.exists(folder.path())) {
      throw new RepositoryExistsException(folder.name());
    }
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
        open.computeIfAbsent(name, key -> new Repository(folder, settings, locks(key), listener)));
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
   * Cancels the transactions of all repositories that were left alone for too long, and removes
   * what processes left that were killed. To be called now and then: where there is nothing to do,
   * it only lists folders.
   */
  public void tidy() throws IOException {
    tidy(false);
  }

  private void tidy(boolean anyway) throws IOException {
    removeUnseen();
    for (String name : list()) {
      try {
        open(name).tidy(anyway);
      } catch (RepositoryDamagedException e) {
        LOG.error("The repository '{}' is damaged and was left as it is.", name, e);
      } catch (IOException e) {
        if (anyway) {
          throw e;
        }
        LOG.warn("The repository '{}' could not be looked through; trying again", name, e);
      }
    }
  }

  /** Repositories that somebody was making who is gone; one process at a time removes them. */
  private void removeUnseen() throws IOException {
    Optional<FolderLocks.Held> alone = locks.tryLock("sweep");
    if (alone.isPresent()) {
      try (FolderLocks.Held _ = alone.get()) {
        for (Path left : unfinished.left(root.resolve(UNSEEN))) {
          delete(left);
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private RepositoryFolder folder(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidRepositoryNameException(name);
    }
    return new RepositoryFolder(name, root.resolve(name), unfinished);
  }

  private RepositoryLocks locks(String name) {
    return new RepositoryLocks(locks, name, settings.patience());
  }

  /** Lets go of the folder. */
  @Override
  public void close() {
    locks.close();
  }
}
