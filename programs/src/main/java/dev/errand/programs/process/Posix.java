// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.process;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** Functions of the C library that Java has no door to. Safe for all threads. */
final class Posix {

  private static final int PR_SET_CHILD_SUBREAPER = 36;
  private static final int WNOHANG = 1;
  private static final int FOR_ITS_USER = 0600;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final Linker LINKER = Linker.nativeLinker();

  private static final MethodHandle KILL = function("kill", FunctionDescriptor.of(INT, INT, INT));

  private static final MethodHandle MKFIFO =
      function("mkfifo", FunctionDescriptor.of(INT, ValueLayout.ADDRESS, INT));

  private static final MethodHandle WAITPID =
      function("waitpid", FunctionDescriptor.of(INT, INT, ValueLayout.ADDRESS, INT));

  private Posix() {}

  private static MethodHandle function(
      String name, FunctionDescriptor type, Linker.Option... options) {
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type, options);
  }

  /**
   * Signals all processes of a group; false if there is none.
   *
   * @param group the id of the process that leads it
   */
  static boolean signalGroup(long group, Signal signal) {
    return call(() -> (int) KILL.invokeExact((int) -group, signal.number())) == 0;
  }

  /** Signals one process; false if it is not there. */
  static boolean signal(long pid, Signal signal) {
    return call(() -> (int) KILL.invokeExact((int) pid, signal.number())) == 0;
  }

  /**
   * Makes a named pipe that only this user can open.
   *
   * @throws IOException if that is not possible
   */
  static void mkfifo(Path path) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom(path.toString());
      if (call(() -> (int) MKFIFO.invokeExact(name, FOR_ITS_USER)) != 0) {
        throw new IOException("cannot make the named pipe " + path);
      }
    }
  }

  /** Takes the exit status of a child that has ended, so that nothing of it is left. */
  static boolean reap(long pid) {
    return call(() -> (int) WAITPID.invokeExact((int) pid, MemorySegment.NULL, WNOHANG)) == pid;
  }

  /**
   * Has processes whose parent ends become children of this one, instead of the machine's first;
   * false if the system does not know how.
   *
   * @see <a href="https://man7.org/linux/man-pages/man2/PR_SET_CHILD_SUBREAPER.2const.html">prctl
   *     </a>
   */
  static boolean adoptOrphans() {
    MethodHandle prctl =
        function(
            "prctl",
            FunctionDescriptor.of(INT, INT, ValueLayout.JAVA_LONG),
            Linker.Option.firstVariadicArg(1));
    return call(() -> (int) prctl.invokeExact(PR_SET_CHILD_SUBREAPER, 1L)) == 0;
  }

  private interface Call {
    int run() throws Throwable;
  }

  private static int call(Call call) {
    try {
      return call.run();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
