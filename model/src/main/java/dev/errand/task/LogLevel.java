// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

/** The level of a log line, least important first. */
public enum LogLevel {
  DEBUG,
  INFO,
  WARN,
  ERROR
}
