// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is to be started.
 *
 * @param name of the attempt; no other has it
 * @param command the program's path and its arguments
 * @param environment all of it
 * @param folder to work in
 * @param streams where it reads and writes
 * @param bounds that the system holds it to
 */
public record Launch(
    String name,
    List<String> command,
    Map<String, String> environment,
    Path folder,
    Streams streams,
    Bounds bounds) {

  /**
   * @param in a file to read
   * @param out a named pipe, open for reading
   * @param err another
   * @param exit where its exit code is to be noted for a process that comes after this one; if that
   *     is wanted, {@code out} and {@code err} are files
   */
  public record Streams(Path in, Path out, Path err, Optional<Path> exit) {}

  /**
   * @param openFiles of each process
   * @param cpu of each process
   * @param memory in bytes, of all together, where the system can
   * @param processes at the same time, where the system can
   */
  public record Bounds(
      OptionalLong openFiles,
      Optional<Duration> cpu,
      OptionalLong memory,
      OptionalLong processes) {}

  public Launch {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
