// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.Task;
import dev.errand.testkit.access.Who;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Behind a container that compresses. */
class CompressedTest {

  @TempDir Path data;
  private LiveServer server;

  @BeforeEach
  void start() throws Exception {
    server = new LiveServer(data);
    server.http.compressing();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void tagsStillSayWhetherThereIsSomethingNew() throws Exception {
    Task task = server.start(submission -> submission.description("long ".repeat(100)));
    HttpResponse<String> first = server.get(LiveServer.path(task), "Accept-Encoding", "gzip");
    assertThat(first.headers().firstValue("Content-Encoding")).contains("gzip");
    String tag = first.headers().firstValue("ETag").orElseThrow();

    assertThat(
            server
                .get(LiveServer.path(task), "Accept-Encoding", "gzip", "If-None-Match", tag)
                .statusCode())
        .isEqualTo(304);
    server.step(context -> context.progress("half", 1, 2));
    assertThat(
            server
                .get(LiveServer.path(task), "Accept-Encoding", "gzip", "If-None-Match", tag)
                .statusCode())
        .isEqualTo(200);
    server.end(task);
  }

  @Test
  void whatIsFollowedArrivesAtOnceAllTheSame() throws Exception {
    Task task = server.start();
    for (String path : new String[] {"/events", "/log?follow=true", "/log?follow=true&f=ndjson"}) {
      try (Arriving stream =
          server.open(Who.CONTRIBUTOR, LiveServer.path(task) + path, "Accept-Encoding", "gzip")) {
        assertThat(stream.header("Content-Encoding")).as(path).isIn("", "identity");
        assertThat(stream.line()).isPresent();
      }
    }
    server.end(task);
  }
}
