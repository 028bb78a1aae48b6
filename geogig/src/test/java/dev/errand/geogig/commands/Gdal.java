// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** GDAL's programs, where they are installed. */
final class Gdal {

  private static final Path OGRINFO = Path.of("/usr/bin/ogrinfo");

  private Gdal() {}

  static boolean isInstalled() {
    return Files.isExecutable(OGRINFO);
  }

  /** What {@code ogrinfo} says of a file. */
  static String info(Path file, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(OGRINFO.toString(), "-ro"));
    command.add(file.toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).describedAs(output).isZero();
    return output;
  }

  /** The same of a file that it must read without a complaint. */
  static String clean(Path file, String... arguments) throws Exception {
    String output = info(file, arguments);
    assertThat(output).doesNotContain("Warning", "ERROR");
    return output;
  }
}
