// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

/**
 * Ways in which processes get away from who started them. SLEEP stands for a command that stays.
 */
enum Escape {
  IGNORED_TERM("trap '' TERM; SLEEP & echo ready; wait; SLEEP"),
  NOHUP("nohup SLEEP > /dev/null 2>&1 & echo ready; wait"),
  SETSID("setsid SLEEP & echo ready; wait"),
  DOUBLE_FORK("(sh -c 'SLEEP &' &); sleep 0.2; echo ready; SLEEP"),
  SESSION_AND_DOUBLE_FORK("setsid sh -c 'SLEEP & exit 0'; sleep 0.2; echo ready; SLEEP"),
  CLEARED_ENVIRONMENT("env -i sh -c 'SLEEP & exit 0'; sleep 0.2; echo ready; SLEEP"),
  FORKING(
      """
      i=0
      while [ $i -lt 200 ]; do
        (trap '' TERM; SLEEP; :) &
        i=$((i+1))
      done
      (while :; do sleep 0.1; : SHORT; done) &
      (trap '' TERM; while :; do sleep 0.1; : SHORT; done) &
      echo ready
      wait
      """);

  private final String script;

  Escape(String script) {
    this.script = script;
  }

  /** An operation called {@code escape}. */
  String declaration(Marked marked, String more) {
    // A word in the command line of a shell marks it as well as the sleep that it starts.
    String lines =
        script.replace("SLEEP", "sleep " + marked.mark()).replace("SHORT", marked.mark());
    return "name: escape\ncancel: {grace: 300ms}\ncommand:\n  - sh\n  - -c\n  - |\n    "
        + lines.strip().replace("\n", "\n    ")
        + "\n"
        + more;
  }
}
