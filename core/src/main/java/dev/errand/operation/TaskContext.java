// SPDX-License-Identifier: Apache-2.0
package dev.errand.operation;

import dev.errand.task.Answer;
import dev.errand.task.AttemptUsage;
import dev.errand.task.LogLevel;
import dev.errand.task.TaskId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;

/**
 * What an attempt uses to talk about its task. Safe for all threads of the attempt until it
 * returns.
 */
public interface TaskContext {

  TaskId task();

  /** Which attempt this is, from 1. */
  int attempt();

  /**
   * A number that only this attempt has and that is greater than that of every earlier attempt of
   * the task. With {@link #task()}{@code .key()} it is a fencing token for other systems: one that
   * has seen a greater number refuses what comes late with a smaller one, after a pause that no
   * lease can bridge.
   */
  long epoch();

  /** The transaction of the caller's that the task works in, if it does. */
  default Optional<UUID> transactionId() {
    return Optional.empty();
  }

  /** Says what is being done, keeping amount and total. */
  void progress(String text);

  /** Says what is being done and how much is done, without a total. */
  void progress(String text, double amount);

  /** Says what is being done and how much of how much is done. */
  void progress(String text, double amount, double total);

  /**
   * Writes a line to the task's log; takes back the mark of an earlier {@link #warn} or {@link
   * #error}.
   */
  void log(LogLevel level, String text);

  /** Writes an INFO line. */
  default void info(String text) {
    log(LogLevel.INFO, text);
  }

  /** Writes a WARN line and marks the task with a warning until the next remark or its end. */
  void warn(String text);

  /** Writes an ERROR line and marks the task with an error until the next remark or its end. */
  void error(String text);

  /**
   * Whether the attempt should stop: somebody cancelled the task, the time limit of its operation
   * is over, the server stops, or the attempt lost its right to run. Once this has answered true
   * the attempt has noticed.
   */
  boolean isCancelled();

  /**
   * Does nothing, or ends the attempt.
   *
   * @throws CancelledException if the attempt should stop
   */
  default void checkCancelled() throws CancelledException {
    if (isCancelled()) {
      throw new CancelledException();
    }
  }

  /**
   * Whether the attempt should stop although nobody cancelled the task: the server stops, or the
   * attempt lost its right to run. Then another attempt may go on with what this one leaves, where
   * the operation's recovery rule allows that. Asking is not noticing.
   */
  default boolean isStopping() {
    return false;
  }

  /**
   * Has {@code action} run once, on another thread, when the attempt should stop; at once if it
   * should already. An attempt whose action ran has noticed.
   *
   * @return takes the action back when closed
   */
  Registration onCancel(Runnable action);

  /**
   * Runs {@code section} without the interrupt that a cancel sends; one that came meanwhile is
   * delivered right after. For writes that an interrupt would break.
   */
  <T> T uninterrupted(Callable<T> section) throws Exception;

  /**
   * Says that what the attempt had started beside itself, such as a process, was ended by force
   * because of a cancel; shown with the task.
   */
  default void killed() {}

  /**
   * Asks, and answers what was answered: to the same key always the same, in whichever attempt of
   * the task. The operation says by {@link OperationSpec#asks} what becomes of the attempt while
   * there is no answer: either this waits for one, or the attempt ends here with the exception, and
   * another begins once there is one.
   *
   * <p>Waiting for an answer counts against no time limit of the task. Whatever is not stored is
   * tried again as long as it takes.
   *
   * @return never an open question; declined, dismissed and timed out are answers as well
   * @throws CancelledException if the attempt should stop, or is to begin again with the answer; it
   *     must reach the engine
   * @throws InterruptedException if something else than a cancel interrupts the thread
   * @throws IllegalStateException if the operation does not say that it asks, or its task has asked
   *     too much
   * @throws IllegalArgumentException if what is shown of the question has a secret of the inputs in
   *     it that cannot be masked
   */
  default Answer ask(Question question) throws CancelledException, InterruptedException {
    return ask(List.of(question)).getFirst();
  }

  /**
   * The same for several questions at once, which are answered in any order.
   *
   * @return in the order of the questions
   */
  List<Answer> ask(List<Question> questions) throws CancelledException, InterruptedException;

  /** A folder of this attempt's own, deleted when it ends. */
  Path scratch() throws IOException;

  /**
   * The place for a file that callers may download once the task has ended. Whatever is there when
   * the attempt returns becomes an output of the task; an attempt that fails leaves none.
   *
   * @param name a plain file name, unique in the task
   * @param mediaType of the file
   */
  Path output(String name, String mediaType) throws IOException;

  /**
   * A line for the log.
   *
   * @param marks whether it marks the task as {@link #warn} and {@link #error} do
   */
  record Line(LogLevel level, String text, boolean marks) {}

  /**
   * Adds lines to the task's log, and remembers up to where they tell: should this process be
   * killed, what is stored of the lines fits the position that is. For an {@link OutlivesServer}.
   *
   * @param position of the operation's own making
   */
  void log(List<Line> lines, String position);

  /**
   * Whether an earlier process began this attempt and this one goes on with it: see {@link
   * OutlivesServer}. If not, nothing that has its name is this attempt's.
   */
  default boolean isGoneOnWith() {
    return false;
  }

  /**
   * The newest position that is stored, if this attempt is gone on with; empty at its beginning.
   */
  Optional<String> position();

  /**
   * Whether the attempt is to stop because the server does, and may leave what it began to the next
   * one: see {@link OutlivesServer}.
   */
  boolean isLeaving();

  /**
   * Says what this attempt used; the last word counts. It is kept with the task, which shows it of
   * each attempt.
   *
   * @throws IllegalArgumentException if it is of another attempt
   */
  void used(AttemptUsage usage);

  /** An action that can be taken back. */
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
