// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.store.AttemptKey;
import dev.errand.store.NewOutput;
import dev.errand.store.OutputStore;
import dev.errand.task.OpenOutput;
import dev.errand.task.Output;
import dev.errand.task.StoreException;
import dev.errand.task.StoreUnreachableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps files in the tables of a {@link PostgresStore}, in chunks of 1 MiB, so that any node can
 * serve them. Each chunk is a transaction of its own. Safe for all threads.
 */
final class PostgresOutputs implements OutputStore {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresOutputs.class);

  /** How long the files of a node that died in the middle of downloads stay. */
  static final Duration LEASE = Duration.ofSeconds(60);

  private final PatientReader database;
  private final OutputReaders readers;
  private final OutputCleaner cleaner;

  /**
   * @param reader asks the database once it is open
   * @param lease how long a download holds its file without renewing
   */
  PostgresOutputs(Supplier<OpenStore.Reader> reader, Duration lease) {
    database = new PatientReader(reader);
    readers = new OutputReaders(database, lease);
    cleaner = new OutputCleaner(database);
  }

  @Override
  public void keep(AttemptKey attempt, List<NewOutput> files) throws IOException {
    database.askPatiently(connection -> OutputRemoval.doom(connection, List.of(attempt)));
    List<UUID> stored = new ArrayList<>();
    try {
      for (NewOutput file : files) {
        UUID id = UUID.randomUUID();
        stored.add(id);
        store(attempt, file, id);
      }
    } catch (IOException | RuntimeException e) {
      undo(stored, e);
      throw e;
    }
  }

  private void store(AttemptKey attempt, NewOutput file, UUID id) throws IOException {
    String name = file.output().name();
    try (InputStream in = Files.newInputStream(file.file())) {
      database.askPatiently(connection -> {
        OutputChunks.create(connection, id, attempt, name);
        return true;
      });
      byte[] buffer = new byte[OutputChunks.SIZE];
      long end = 0;
      for (int count = in.readNBytes(buffer, 0, buffer.length);
          count > 0;
          count = in.readNBytes(buffer, 0, buffer.length)) {
        byte[] chunk = count == buffer.length ? buffer : Arrays.copyOf(buffer, count);
        long start = end;
        if (!database.askPatiently(connection -> OutputChunks.add(connection, id, start, chunk))) {
          throw new IOException(
              "The file "
                  + name
                  + " is not stored any further: nobody refers to it, as its attempt has lost its"
                  + " task");
        }
        end += count;
      }
    }
  }

  private void undo(List<UUID> files, Exception why) {
    try {
      database.ask(connection -> OutputRemoval.doomFiles(connection, files));
      cleaner.wake();
    } catch (StoreUnreachableException e) {
      // The engine tells the operator when that begins and ends.
      LOG.debug("What was stored of files stays until the next look for unowned ones", e);
    } catch (StoreException e) {
      LOG.warn("What was stored of files stays until the next look for unowned ones", e);
      why.addSuppressed(e);
    }
  }

  @Override
  public Optional<OpenOutput> open(AttemptKey attempt, Output output) {
    return readers
        .open(attempt, output)
        .map(opened -> {
          UUID reader = opened.reader();
          return new OpenChunks(database, opened.file(), () -> close(reader));
        });
  }

  private void close(UUID reader) {
    readers.forget(reader);
    cleaner.release(reader);
  }

  @Override
  public void delete(AttemptKey attempt) {
    cleaner.delete(attempt);
  }

  @Override
  public void deleteUnowned(Predicate<AttemptKey> owned) {
    database.ask(OutputRemoval::unowned).stream().filter(owned.negate()).forEach(cleaner::delete);
    database.ask(OutputRemoval::releaseDead);
    cleaner.wake();
  }

  /** Ends what is under way; files of downloads that go on stay until their leases end. */
  @Override
  public void close() {
    readers.close();
    cleaner.close();
  }
}
