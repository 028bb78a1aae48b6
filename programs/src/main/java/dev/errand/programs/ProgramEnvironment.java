// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import dev.errand.programs.declaration.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The environment of a program: nothing of the server's but what its declaration names. */
final class ProgramEnvironment {

  private static final String PATH = "PATH";

  private static final String USUAL_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/homebrew/bin";

  private ProgramEnvironment() {}

  static Map<String, String> of(Surroundings surroundings, Substitution values, Path folder) {
    Map<String, String> environment = new HashMap<>();
    environment.put(PATH, USUAL_PATH);
    environment.put("LANG", "C.UTF-8");
    environment.put("HOME", folder.toString());
    environment.put("TMPDIR", folder.toString());
    for (String name : surroundings.inherited()) {
      Optional.ofNullable(System.getenv(name)).ifPresent(value -> environment.put(name, value));
    }
    surroundings
        .environment()
        .forEach((name, template) ->
            values.text(template).ifPresent(value -> environment.put(name, value)));
    return environment;
  }

  /**
   * The program of a name: a path, relative to the folder of the declaration, or a name to be
   * looked for.
   *
   * @throws ProgramFailedException if there is none
   */
  static Path find(String name, Map<String, String> environment, Path declared) {
    if (name.contains("/")) {
      Path program = declared.resolve(name).normalize();
      if (Files.isExecutable(program) && !Files.isDirectory(program)) {
        return program;
      }
      throw new ProgramFailedException(
          "There is no program %s that may be executed; look at its path and its rights."
              .formatted(program));
    }
    String path = environment.getOrDefault(PATH, USUAL_PATH);
    for (String folder : path.split(":")) {
      Path program = Path.of(folder.isEmpty() ? "." : folder, name).toAbsolutePath();
      if (Files.isExecutable(program) && !Files.isDirectory(program)) {
        return program;
      }
    }
    throw new ProgramFailedException(
        "There is no program '%s' in %s; install it, or say where it is in 'command' or by PATH in"
                .formatted(name, path)
            + " 'environment'.");
  }
}
