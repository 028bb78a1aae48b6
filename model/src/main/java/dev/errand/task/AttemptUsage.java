// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

/**
 * What an attempt used, as far as its operation measured it; what nobody measured is 0.
 *
 * @param attempt its number, from 1
 * @param cpuMillis its time on processors, in milliseconds
 * @param peakMemory the most memory at any moment, in bytes
 * @param bytesRead from disks
 * @param bytesWritten to disks
 * @param processesLeft how many processes of its outlived it
 */
public record AttemptUsage(
    int attempt,
    long cpuMillis,
    long peakMemory,
    long bytesRead,
    long bytesWritten,
    int processesLeft) {

  /**
   * @throws IllegalArgumentException if the attempt is none, or something is negative
   */
  public AttemptUsage {
    if (attempt < 1
        || cpuMillis < 0
        || peakMemory < 0
        || bytesRead < 0
        || bytesWritten < 0
        || processesLeft < 0) {
      throw new IllegalArgumentException("no attempt can have used that");
    }
  }
}
