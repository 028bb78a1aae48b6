// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.folder.Folders;
import dev.errand.store.AttemptKey;
import dev.errand.store.NewOutput;
import dev.errand.store.OutputStore;
import dev.errand.task.Output;
import dev.errand.task.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The scratch folder and the coming outputs of one attempt, made when they are first asked for. */
final class AttemptFiles {

  private final Path root;
  private final Map<String, String> mediaTypes = new TreeMap<>();
  private volatile boolean asked;

  /**
   * @param root a folder of this attempt's own, which need not exist
   */
  AttemptFiles(Path root) {
    this.root = root;
  }

  Path scratch() throws IOException {
    asked = true;
    return Files.createDirectories(root.resolve("scratch"));
  }

  synchronized Path output(String name, String mediaType) throws IOException {
    Path plain = Path.of(name).getFileName();
    if (name.isEmpty() || plain == null || !plain.toString().equals(name) || name.startsWith(".")) {
      throw new IllegalArgumentException(
          "the name of an output is a plain file name that does not start with a dot, not '"
              + name
              + "'");
    }
    asked = true;
    mediaTypes.put(name, mediaType);
    return Files.createDirectories(root.resolve("outputs")).resolve(name);
  }

  /**
   * Has the outputs that are there kept. Called before the task's end is stored, so that nobody
   * reads of an output that a crash took away.
   */
  synchronized List<Output> keep(OutputStore store, AttemptKey attempt) throws IOException {
    List<NewOutput> files = new ArrayList<>();
    for (Map.Entry<String, String> entry : mediaTypes.entrySet()) {
      Path file = root.resolve("outputs").resolve(entry.getKey());
      if (Files.isRegularFile(file)) {
        Output output =
            new Output(entry.getKey(), entry.getValue(), Files.size(file), digest(file));
        files.add(new NewOutput(output, file));
      }
    }
    if (!files.isEmpty()) {
      store.keep(attempt, files);
    }
    return files.stream().map(NewOutput::output).toList();
  }

  /** Deletes whatever is left. */
  void discard() throws IOException {
    // Most attempts never touch a file, and looking for the folder is a system call.
    if (asked) {
      Folders.delete(root);
    }
  }

  private static String digest(Path file) throws IOException {
    MessageDigest sha256 = Sha256.begin();
    byte[] buffer = new byte[64 << 10];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        sha256.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(sha256.digest());
  }
}
