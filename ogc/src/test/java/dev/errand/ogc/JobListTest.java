// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.Json;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.testkit.Work;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Section 6.2 of the contract: the list of jobs, its filters and pages. */
final class JobListTest {

  private static final String INVALID =
      "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/invalid-query-parameter-value";

  @TempDir Path data;
  private OgcServer server;

  @BeforeEach
  void start() throws Exception {
    server = new OgcServer(data);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private static String id(Task task) {
    return task.id().key().toString();
  }

  private List<String> ids(String query) throws Exception {
    return ids(server.json("/jobs" + query));
  }

  private static List<String> ids(JsonNode list) {
    return list.path("jobs").valueStream().map(job -> job.path("jobID").asString("")).toList();
  }

  private Task ended() throws InterruptedException {
    return server.run((inputs, context) -> new Work.Out(""));
  }

  /** A task that ran so long. */
  private Task ran(int seconds) throws InterruptedException {
    return server.run((inputs, context) -> {
      server.clock.advance(Duration.ofSeconds(seconds));
      return new Work.Out("");
    });
  }

  private Task failed() throws InterruptedException {
    return server.run((inputs, context) -> {
      throw new IllegalStateException("no");
    });
  }

  private Task dismissed() throws InterruptedException {
    Task task = server.running();
    server.errand.cancel(task.id(), Optional.empty());
    return server.end(task);
  }

  @Test
  void section62JobsStandNewestFirst() throws Exception {
    assertThat(ids("")).isEmpty();
    Task first = ended();
    Task second = failed();

    JsonNode list = server.json("/jobs");

    assertThat(ids(list)).containsExactly(id(second), id(first));
    assertThat(list.path("jobs").get(1))
        .as("an item is the status document")
        .isEqualTo(server.json(OgcServer.path(first)));
    assertThat(OgcServer.hrefs(list, "self")).containsExactly(server.base() + "/jobs");
    assertThat(OgcServer.hrefs(list, "alternate")).containsExactly(server.base() + "/jobs?f=html");
    assertThat(OgcServer.hrefs(list, "next")).isEmpty();
  }

  @Test
  void section62NoMoreThanTheLimit() throws Exception {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      all.addFirst(id(ended()));
    }

    assertThat(ids("?limit=1")).containsExactly(all.getFirst());
    assertThat(ids("?limit=5")).isEqualTo(all);
    assertThat(ids("?limit=10000")).isEqualTo(all);
    assertThat(ids("?limit=10001")).as("more means the most").isEqualTo(all);
    assertThat(ids("?limit=99999999999999999999")).isEqualTo(all);
    assertThat(ids("?limit=%202%20")).hasSize(2);
    assertThat(ids("?limit=")).isEqualTo(all);
  }

  @Test
  void section62WithoutALimitThereAreAHundred() throws Exception {
    for (int i = 0; i < 101; i++) {
      server.errand.submit(Submission.of("work", Json.of(Work.In.named("a"))));
    }

    assertThat(ids("")).hasSize(100);
    assertThat(OgcServer.hrefs(server.json("/jobs"), "next")).hasSize(1);
  }

  @Test
  void section62PagesLeadToEachOtherAndKeepTheFilter() throws Exception {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      all.addFirst(id(ended()));
      failed();
    }
    String query = "/jobs?status=successful&limit=3&processID=work&minDuration=0&unknown=x&f=json";
    List<String> seen = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    for (String next = query; !next.isEmpty(); ) {
      JsonNode page = server.json(next);
      sizes.add(ids(page).size());
      seen.addAll(ids(page));
      List<String> links = OgcServer.hrefs(page, "next");
      next = links.isEmpty() ? "" : links.getFirst().substring(server.base().length());
      if (!next.isEmpty()) {
        assertThat(next)
            .contains("status=successful", "limit=3", "processID=work", "minDuration=0", "f=json")
            .doesNotContain("unknown");
      }
    }

    assertThat(sizes).containsExactly(3, 3, 1);
    assertThat(seen).isEqualTo(all);
  }

  @Test
  void section62APageThatIsExactlyFullHasNoNext() throws Exception {
    ended();
    ended();

    assertThat(OgcServer.hrefs(server.json("/jobs?limit=2"), "next")).isEmpty();
    assertThat(OgcServer.hrefs(server.json("/jobs?limit=1"), "next")).hasSize(1);
  }

  @Test
  void section62ALongPageIsTheSameDocument() throws Exception {
    for (int i = 0; i < 450; i++) {
      server.errand.submit(Submission.of("work", Json.of(Work.In.named("a"))));
    }

    JsonNode page = server.json("/jobs?limit=401");
    assertThat(ids(page)).hasSize(401).doesNotHaveDuplicates();
    String next = OgcServer.hrefs(page, "next").getFirst().substring(server.base().length());
    assertThat(ids(server.json(next))).hasSize(49).doesNotContainAnyElementsOf(ids(page));
    assertThat(ids("?limit=450")).hasSize(450);
    assertThat(server.http.send("HEAD", "/jobs?limit=450").statusCode()).isEqualTo(200);
  }

  @Test
  void section62StatusTakesCommasAndRepetition() throws Exception {
    Task good = ended();
    Task bad = failed();
    Task gone = dismissed();
    Task running = server.running();
    server.running();
    Task waiting = server.start((inputs, context) -> new Work.Out(""));

    assertThat(ids("?status=successful")).containsExactly(id(good));
    assertThat(ids("?status=failed,dismissed")).containsExactly(id(gone), id(bad));
    assertThat(ids("?status=failed&status=dismissed")).containsExactly(id(gone), id(bad));
    assertThat(ids("?status=failed%2Cdismissed&status=successful"))
        .containsExactly(id(gone), id(bad), id(good));
    assertThat(ids("?status=accepted")).containsExactly(id(waiting));
    assertThat(ids("?status=running")).contains(id(running)).hasSize(2);
    assertThat(ids("?status=%20failed%20,")).containsExactly(id(bad));
  }

  @Test
  void section62ProcessIdsAreAnyOf() throws Exception {
    Task work = ended();
    Task other =
        server.end(server.errand.submit(Submission.of("other", Json.of(Work.In.named("a")))));

    assertThat(ids("?processID=work")).containsExactly(id(work));
    assertThat(ids("?processID=work,other")).containsExactly(id(other), id(work));
    assertThat(ids("?processID=other&processID=nothing")).containsExactly(id(other));
    assertThat(ids("?processID=nothing")).as("no job of such a process").isEmpty();
  }

  @Test
  void section62TheOnlyTypeIsProcess() throws Exception {
    Task task = ended();

    assertThat(ids("?type=process")).containsExactly(id(task));
    assertThat(ids("?type=process&type=process")).containsExactly(id(task));
    refused("?type=openeo", "'process'");
  }

  @Test
  void section62FiltersCombine() throws Exception {
    ended();
    failed();
    server.end(server.errand.submit(Submission.of("other", Json.of(Work.In.named("a")))));

    assertThat(ids("?status=successful&processID=work")).hasSize(1);
    assertThat(ids("?status=failed&processID=other")).isEmpty();
  }

  @Test
  void section62DatetimeIsAnInstantOrAnInterval() throws Exception {
    Task first = ended();
    server.clock.advance(Duration.ofHours(1));
    Task second = ended();
    server.clock.advance(Duration.ofMillis(3_600_500));
    Task third = ended();

    assertThat(ids("?datetime=2026-11-22T07:00:00Z")).containsExactly(id(second));
    assertThat(ids("?datetime=2026-11-22T09:00:00%2B02:00")).containsExactly(id(second));
    assertThat(ids("?datetime=2026-11-22T09:00:00+02:00")).containsExactly(id(second));
    assertThat(ids("?datetime=2026-11-22t07:00:00z")).containsExactly(id(second));
    assertThat(ids("?datetime=2026-11-22T08:00:00.500Z")).containsExactly(id(third));
    assertThat(ids("?datetime=2026-11-22T07:00:00Z/..")).containsExactly(id(third), id(second));
    assertThat(ids("?datetime=2026-11-22T07:00:00Z/")).containsExactly(id(third), id(second));
    assertThat(ids("?datetime=../2026-11-22T07:00:00Z")).containsExactly(id(second), id(first));
    assertThat(ids("?datetime=/2026-11-22T06:59:59Z")).containsExactly(id(first));
    assertThat(ids("?datetime=2026-11-22T06:30:00Z/2026-11-22T07:30:00Z"))
        .containsExactly(id(second));
    assertThat(ids("?datetime=../..")).hasSize(3);
    assertThat(ids("?datetime=0000-01-01T00:00:00Z/9999-12-31T23:59:59Z")).hasSize(3);
    assertThat(ids("?datetime=2030-01-01T00:00:00Z")).isEmpty();
  }

  @Test
  void section62DurationsAreIncludedAndNeedARun() throws Exception {
    Task short_ = ran(10);
    Task long_ = ran(60);
    Task running = server.running();
    server.running();
    Task waiting = server.start((inputs, context) -> new Work.Out(""));
    server.clock.advance(Duration.ofSeconds(30));

    assertThat(ids("?minDuration=0")).contains(id(short_), id(running)).doesNotContain(id(waiting));
    assertThat(ids("?minDuration=60")).containsExactly(id(long_));
    assertThat(ids("?minDuration=61")).isEmpty();
    assertThat(ids("?maxDuration=10")).containsExactly(id(short_));
    assertThat(ids("?minDuration=10&maxDuration=30")).hasSize(3).doesNotContain(id(long_));
    assertThat(ids("?minDuration=30&status=running")).hasSize(2);
    assertThat(ids("?minDuration=60,10&status=successful")).as("any of").hasSize(2);
    assertThat(ids("?maxDuration=10&maxDuration=60&status=successful")).as("any of").hasSize(2);
    assertThat(ids("?minDuration=61&maxDuration=1")).isEmpty();
    assertThat(ids("?minDuration=99999999999999999999")).isEmpty();
    assertThat(ids("?maxDuration=99999999999999999999&status=successful")).hasSize(2);
    assertThat(ids("?minDuration=0&status=accepted")).isEmpty();
  }

  private void refused(String query, String... words) throws Exception {
    JsonNode problem = server.problem(400, "/jobs" + query);
    assertThat(problem.path("type").asString("")).isEqualTo(INVALID);
    assertThat(problem.path("detail").asString("")).contains(words);
  }

  @Test
  void section62ABadLimitIsRefused() throws Exception {
    for (String limit : List.of("0", "-1", "%2B1", "x", "1.5", "1e3", "0x1", "%D9%A1", "1,2")) {
      refused("?limit=" + limit, "'limit'", "1 to 10000");
    }
  }

  @Test
  void section62ABadValueIsRefusedByName() throws Exception {
    String statuses = "accepted, running, successful, failed, dismissed";
    String time = "2026-11-22T06:00:00Z";
    for (String[] bad :
        new String[][] {
          {"status", "RUNNING", statuses},
          {"status", "created", statuses},
          {"minDuration", "-1", "seconds"},
          {"maxDuration", "1.5", "seconds"},
          {"datetime", "yesterday", time},
          {"datetime", "2026-11-22", time},
          {"datetime", "2026-02-30T00:00:00Z", time},
          {"datetime", "2026-11-22T06:00:00", time},
          {"datetime", "2026-11-22T25:00:00Z", time},
          {"datetime", "2026-11-22T06:00:00Z/x", time},
          {"datetime", "2026-11-22T06:00:00Z/2026-11-22T05:00:00Z", "the earlier first"},
          {"datetime", "2026-11-22T06:00:00Z/../..", time},
          {"after", "x", "next page"},
          {"after", "-1", "next page"},
        }) {
      refused("?" + bad[0] + "=" + bad[1], "'" + bad[0] + "'", "'" + bad[1] + "'", bad[2]);
    }
  }

  @Test
  void section62TooManyValuesAreRefused() throws Exception {
    StringBuilder query = new StringBuilder("?processID=");
    for (int i = 0; i < 101; i++) {
      query.append("p").append(i).append(',');
    }
    refused(query.toString(), "100 values");
  }

  @Test
  void section13UnknownParametersAreIgnored() throws Exception {
    Task task = ended();

    assertThat(ids("?colour=red&limit=1&Status=x")).containsExactly(id(task));
  }

  @Test
  void aCursorPastTheEndIsAnEmptyPage() throws Exception {
    ended();

    assertThat(ids("?after=1")).isEmpty();
    assertThat(ids("?after=99999999999999999999")).hasSize(1);
  }

  @Test
  void linksSurviveStrangeValues() throws Exception {
    ended();
    ended();

    JsonNode list = server.json("/jobs?limit=1&processID=work,%22%26%3D%C3%A9%20");

    HttpResponse<String> again =
        server.get(OgcServer.hrefs(list, "self").getFirst().substring(server.base().length()));
    assertThat(again.body()).isEqualTo(list + "\n");
  }
}
