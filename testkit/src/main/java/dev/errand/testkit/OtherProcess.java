// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;

/** Another process, as a second node on the same folders; killed with -9 when this is closed. */
public final class OtherProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader said;

  private OtherProcess(Process process) {
    this.process = process;
    this.said = process.inputReader();
  }

  public static OtherProcess start(Class<?> main, Object... arguments) throws IOException {
    return new OtherProcess(
        new ProcessBuilder(ChildJvm.command(main, arguments))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /** Called in the other process: says where it is and waits there until it is told to go on. */
  public static void pauseAt(String place) {
    System.out.println(place);
    try {
      if (System.in.read() < 0) {
        throw new IllegalStateException("nobody is left to say that it goes on");
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until it says that. */
  public void awaitSaid(String line) throws IOException {
    assertThat(said.readLine()).isEqualTo(line);
  }

  /** The next line that it says. */
  public String said() throws IOException {
    String line = said.readLine();
    assertThat(line).isNotNull();
    return line;
  }

  /** Has it go on from where it pauses. */
  public void goOn() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  public void freeze() throws Exception {
    signal("STOP");
  }

  public void thaw() throws Exception {
    signal("CONT");
  }

  private void signal(String name) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  /** With -9; returns when it is gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
