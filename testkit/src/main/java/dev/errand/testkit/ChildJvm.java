// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How tests start a program in a JVM of its own, on the class path and the Java of the test. */
public final class ChildJvm {

  private ChildJvm() {}

  /**
   * The command that runs a program, which is mostly killed within seconds: no second compiler and
   * no threads that collect beside it.
   *
   * @param arguments of the program, as texts
   */
  public static List<String> command(Class<?> main, Object... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return command;
  }
}
