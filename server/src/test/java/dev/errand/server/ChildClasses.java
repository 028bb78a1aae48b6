// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.testkit.ChildJvm;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.springframework.util.FileSystemUtils;

/**
 * The classes under test for processes of this JVM's tests, archived as the JVM has loaded them
 * once a server had started and ended: those that follow take about two thirds of the time. An
 * archive takes no classes from folders, so they go into jars first.
 */
final class ChildClasses {

  private static final class Made {
    static final ChildClasses ONCE = make();
  }

  private final Room room;
  private final String path;
  private final Path archive;

  private ChildClasses(Room room) throws IOException {
    this.room = room;
    this.path = jars(room.folder());
    this.archive = room.folder().resolve("archive.jsa");
  }

  /** The command that runs a program in a JVM that has them. */
  static List<String> command(Class<?> main, Object... arguments) {
    ChildClasses made = Made.ONCE;
    return made.command("-XX:SharedArchiveFile=" + made.archive, main, arguments);
  }

  private List<String> command(String option, Class<?> main, Object... arguments) {
    List<String> command = ChildJvm.command(main, arguments);
    command.set(command.indexOf("-cp") + 1, path);
    // What it has to say of the archive is for nobody, and would stand on standard output.
    command.addAll(1, List.of(option, "-Xlog:aot=off", "-Xlog:cds=off"));
    return command;
  }

  private static ChildClasses make() {
    try {
      ChildClasses made = new ChildClasses(Room.take());
      Files.deleteIfExists(made.archive);
      made.train();
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A folder of the build that is this process's own until it ends, and another's afterwards.
   *
   * @param lock held until then
   */
  private record Room(Path folder, FileLock lock) {

    static Room take() throws IOException {
      Path rooms = Files.createDirectories(Path.of("target", "children").toAbsolutePath());
      for (int number = 1; ; number++) {
        FileChannel channel =
            FileChannel.open(
                rooms.resolve(number + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock != null) {
          return new Room(Files.createDirectories(rooms.resolve("" + number)), lock);
        }
        channel.close();
      }
    }
  }

  private static String jars(Path room) throws IOException {
    List<String> jars = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path folder = Path.of(entry);
      if (!Files.isDirectory(folder)) {
        jars.add(entry);
        continue;
      }
      Path jar = room.resolve(folder.getFileName() + ".jar");
      try (OutputStream out = Files.newOutputStream(jar);
          JarOutputStream entries = new JarOutputStream(out);
          Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          entries.putNextEntry(new ZipEntry(folder.relativize(file).toString().replace('\\', '/')));
          Files.copy(file, entries);
        }
      }
      jars.add(jar.toString());
    }
    return String.join(File.pathSeparator, jars);
  }

  private void train() throws IOException {
    Path data = Files.createTempDirectory(room.folder(), "data");
    List<String> command =
        command(
            "-XX:ArchiveClassesAtExit=" + archive,
            Main.class,
            "serve",
            "--port",
            0,
            "--data",
            data);
    try (Child child = Child.start(room.folder(), command)) {
      child.lineWith("address");
      child.signal("TERM");
      child.process().onExit().join();
    }
    FileSystemUtils.deleteRecursively(data);
  }
}
