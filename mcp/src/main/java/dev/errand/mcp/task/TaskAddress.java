// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.task;

import dev.errand.task.Task;
import java.nio.charset.StandardCharsets;

/**
 * Where a task and what it left stand over HTTP: at the addresses of a job, which clients fetch
 * with the same credentials.
 *
 * @param base where links begin
 */
public record TaskAddress(String base, Task task) {

  private static final String PLAIN =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  /** The task itself. */
  public String job() {
    return base + "/jobs/" + task.id().key();
  }

  /** Where answers to what it asks are sent. */
  public String answers() {
    return job() + "/answers";
  }

  /** Its log. */
  public String log() {
    return job() + "/log";
  }

  /** All of its result, whatever its size. */
  public String results() {
    return job() + "/results?f=json";
  }

  /**
   * One output.
   *
   * @param name any characters
   */
  public String output(String name) {
    StringBuilder out = new StringBuilder(job()).append("/outputs/");
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      if (PLAIN.indexOf(b) >= 0) {
        out.append((char) b);
      } else {
        out.append('%').append("%02X".formatted(b & 0xff));
      }
    }
    return out.toString();
  }
}
