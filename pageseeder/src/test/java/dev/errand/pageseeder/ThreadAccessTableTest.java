// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.errand.access.Group;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import dev.errand.testkit.Gate;
import dev.errand.testkit.Work;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every service × every kind of caller × every kind of thread: the status, and for lists whether
 * the thread is in it (+), for cancels whether it was cancelled (!).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ThreadAccessTableTest {

  private static final List<String> ROOTS = List.of("", "/ps/service", "/ps/api", "/service");
  private static final List<String> SUFFIXES = List.of("", ".xml", ".json");
  private static final List<String> GROUPS =
      List.of("5", "~test-local5", "test-local5", "%7Etest-local5");

  /** Whose the threads are: the caller's own, or somebody's; in no group, this one or another. */
  private static final List<String> THREADS = List.of("own", "ownIn", "group", "other", "unknown");

  private static final String TABLE =
      """
      service caller     own  ownIn group other unknown
      T1      jjones     403  403   403   403   403
      T1      mgr        403  403   403   403   403
      T1      rev        403  403   403   403   403
      T1      gst        403  403   403   403   403
      T1      out        403  403   403   403   403
      T1      admin      200+ 200+  200+  200+  200
      T1      anonymous  401  401   401   401   401
      T2      jjones     200  200+  200+  200   200
      T2      mgr        200  200+  200+  200   200
      T2      rev        403  403   403   403   403
      T2      gst        403  403   403   403   403
      T2      out        403  403   403   403   403
      T2      admin      200  200+  200+  200   200
      T2      anonymous  401  401   401   401   401
      T3      jjones     200  200   404   404   404
      T3      mgr        200  200   404   404   404
      T3      rev        200  200   404   404   404
      T3      gst        200  200   404   404   404
      T3      out        200  200   404   404   404
      T3      admin      200  200   200   200   404
      T3      anonymous  401  401   401   401   401
      T4      jjones     404  200   200   404   404
      T4      mgr        404  200   200   404   404
      T4      rev        404  200   200   404   404
      T4      gst        403  403   403   403   403
      T4      out        403  403   403   403   403
      T4      admin      404  200   200   404   404
      T4      anonymous  401  401   401   401   401
      T5      jjones     200  200   404   404   404
      T5      mgr        200  200   404   404   404
      T5      rev        200  200   404   404   404
      T5      gst        200  200   404   404   404
      T5      out        200  200   404   404   404
      T5      admin      200  200   200   200   404
      T5      anonymous  401  401   401   401   401
      T6      jjones     404  200   200   404   404
      T6      mgr        404  200   200   404   404
      T6      rev        403  403   403   403   403
      T6      gst        403  403   403   403   403
      T6      out        403  403   403   403   403
      T6      admin      404  200   200   404   404
      T6      anonymous  401  401   401   401   401
      T7      jjones     403  403   403   403   403
      T7      mgr        403  403   403   403   403
      T7      rev        403  403   403   403   403
      T7      gst        403  403   403   403   403
      T7      out        403  403   403   403   403
      T7      admin      200! 200!  200!  200!  200
      T7      anonymous  401  401   401   401   401
      T8      jjones     200  200!  200!  200   200
      T8      mgr        200  200!  200!  200   200
      T8      rev        403  403   403   403   403
      T8      gst        403  403   403   403   403
      T8      out        403  403   403   403   403
      T8      admin      200  200!  200!  200   200
      T8      anonymous  401  401   401   401   401
      """;

  @TempDir static Path data;
  private PageSeederServer server;
  private Gate busy;
  private int requests;

  @BeforeAll
  void start() throws Exception {
    server = new PageSeederServer(data, builder -> builder.workers(1));
    busy = server.gate();
    // The only worker is busy, so that all others wait and a cancel shows at once.
    server.start(
        "admin",
        context -> {
          busy.passDeaf();
          return new Work.Out("");
        });
    busy.awaitReached();
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
  }

  static Stream<Arguments> cells() {
    return TABLE
        .lines()
        .skip(1)
        .flatMap(line -> {
          String[] row = line.split(" +", -1);
          return Stream.of(0, 1, 2, 3, 4)
              .map(i -> arguments(row[0], row[1], THREADS.get(i), row[2 + i]));
        });
  }

  @ParameterizedTest(name = "{0} by {1} of {2}: {3}")
  @MethodSource("cells")
  void rows01to20EveryCellOfTheAccessTable(
      String service, String caller, String thread, String expected) throws Exception {
    String user = caller.equals("anonymous") ? "" : caller;
    Task task = task(caller, thread);
    String id = thread.equals("unknown") ? "0".repeat(31) + "1" : PageSeederServer.id(task);
    requests++;
    String path =
        ROOTS.get(requests % ROOTS.size())
            + path(service, id, GROUPS.get(requests / 3 % GROUPS.size()))
            + SUFFIXES.get(requests / 2 % SUFFIXES.size());

    HttpResponse<String> answer =
        server.send(service.equals("T7") || service.equals("T8") ? "POST" : "GET", user, path);

    boolean listed = service.compareTo("T3") < 0 && answer.body().contains(id);
    boolean cancelled = server.status(task) == TaskStatus.CANCELLED;
    String shown = answer.statusCode() + (listed ? "+" : "") + (cancelled ? "!" : "");
    assertThat(shown).as(path + "\n" + answer.body()).isEqualTo(expected);
    if (answer.statusCode() >= 400) {
      assertThat(answer.body()).doesNotContain("secret-name").doesNotContain("somebody");
    }
  }

  /** A thread that waits; for an unknown one, one that the request does not name. */
  private Task task(String caller, String thread) {
    Submission.Builder submission =
        server.submission(context -> new Work.Out("")).description("secret-name");
    String other = thread.equals("unknown") ? "" : "somebody";
    submission.owner(thread.startsWith("own") ? caller : other);
    group(thread).ifPresent(group -> submission.group(group.id()));
    return server.start(submission);
  }

  private static Optional<Group> group(String thread) {
    return switch (thread) {
      case "ownIn", "group" -> Optional.of(TestDirectory.LOCAL);
      case "other" -> Optional.of(TestDirectory.OTHER);
      default -> Optional.empty();
    };
  }

  private static String path(String service, String id, String group) {
    String threads = "/groups/" + group + "/threads";
    return switch (service) {
      case "T1" -> "/threads";
      case "T2" -> threads;
      case "T3" -> "/threads/" + id + "/progress";
      case "T4" -> threads + "/" + id + "/progress";
      case "T5" -> "/threads/" + id + "/logs";
      case "T6" -> threads + "/" + id + "/logs";
      case "T7" -> "/threads/" + id + "/cancel";
      default -> threads + "/" + id + "/cancel";
    };
  }
}
