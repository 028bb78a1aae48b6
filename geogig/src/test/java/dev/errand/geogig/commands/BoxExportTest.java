// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig.commands;

import static dev.errand.geogig.commands.GeoPackageServer.EXPORT;
import static dev.errand.geogig.commands.GeoPackageServer.finished;
import static dev.errand.geogig.commands.GeoPackageServer.reason;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.geodata.geopackage.GeometryBlob;
import dev.errand.geodata.geopackage.TestFile;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exports of what lies in a rectangle. */
class BoxExportTest {

  @TempDir private Path files;
  private GeoPackageServer server;

  @BeforeEach
  void setUp(@TempDir Path folder) throws Exception {
    server = new GeoPackageServer(folder);
    byte[] file =
        TestFile.create(files.resolve("in.gpkg"))
            .sql("CREATE TABLE p (fid INTEGER PRIMARY KEY, geom POINT, name TEXT)")
            .features("p", "geom", "POINT", 4326)
            .row("p", 1, GeometryBlob.point(8.3, 47.05), "Luzern")
            .row("p", 2, GeometryBlob.point(8.54, 47.37), "Zürich")
            .row("p", 3, GeometryBlob.point(-70.67, -33.45), "Santiago")
            .row("p", 4, GeometryBlob.point(0, 89), "near the pole")
            .row("p", 5, null, "nowhere")
            .sql("CREATE TABLE a (fid INTEGER PRIMARY KEY, b TEXT)")
            .sql("INSERT INTO gpkg_contents (table_name, data_type) VALUES ('a', 'attributes')")
            .row("a", 1, "kept")
            .bytes();
    finished(server.imported(file, ""));
  }

  @AfterEach
  void tearDown() throws Exception {
    server.close();
  }

  private List<String> names(String box) throws Exception {
    String query = "&bbox=" + URLEncoder.encode(box, StandardCharsets.UTF_8);
    Path out =
        server.download(
            finished(server.started(EXPORT + ".json?format=gpkg" + query)),
            files.resolve("out.gpkg"));
    assertThat(TestFile.rows(out, "SELECT b FROM a")).containsExactly("[kept]");
    assertThat(TestFile.rows(out, "SELECT rtreecheck('rtree_p_geom')")).containsExactly("[ok]");
    if (Gdal.isInstalled()) {
      Gdal.clean(out, "-al");
    }
    return TestFile.rows(out, "SELECT name FROM p ORDER BY fid");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "8,47,8.4,48,EPSG:4326|[Luzern]",
        "8.3,47.05,8.54,47.37,epsg:4326|[Luzern],[Zürich]",
        "-180,-90,180,90,EPSG:4326|[Luzern],[Zürich],[Santiago],[near the pole]",
        "9,47,10,48,EPSG:4326|",
        "890000,5900000,935000,6100000,EPSG:3857|[Luzern]",
        "2600000,1200000,2690000,1260000,EPSG:2056|[Luzern],[Zürich]",
        "440000,5200000,450000,5220000,EPSG:32632|[Luzern]",
        "-200000,-200000,200000,200000,EPSG:3995|[near the pole]"
      })
  void onlyFeaturesThatMeetTheBoxAreThere(String box, String expected) throws Exception {
    assertThat(names(box)).isEqualTo(expected == null ? List.of() : List.of(expected.split(",")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,2,3,4|Expected format: <minx,miny,maxx,maxy,CRS>",
        "1,2,x,4,EPSG:4326|Expected format: <minx,miny,maxx,maxy,CRS>",
        "3,2,1,4,EPSG:4326|Expected format: <minx,miny,maxx,maxy,CRS>",
        "NaN,2,1,4,EPSG:4326|Expected format: <minx,miny,maxx,maxy,CRS>",
        "1,2,3,4,EPSG:badCrs|Can't parse CRS 'EPSG:badCrs'",
        "1,2,3,4,EPSG:999999|Can't parse CRS 'EPSG:999999'"
      })
  void whatIsNoBoxIsRefused(String box, String reason) throws Exception {
    HttpResponse<String> refused = server.http.get(EXPORT + ".json?format=gpkg&bbox=" + box);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("Invalid bbox parameter: '" + box + "'. " + reason);
    assertThat(server.errand.task(2)).isEmpty();
  }

  @Test
  void aSystemThatCannotBeReachedFailsTheTask() throws Exception {
    byte[] own =
        TestFile.create(files.resolve("own.gpkg"))
            .sql("CREATE TABLE o (fid INTEGER PRIMARY KEY, geom POINT)")
            .features("o", "geom", "POINT", 99)
            .bytes();
    finished(server.imported(own, ""));
    String box = EXPORT + ".json?format=gpkg&bbox=1,2,3,4,EPSG:4326";
    assertThat(reason(server.started(box))).contains("cannot be expressed in me:7", "'o'");
    finished(server.started(box + "&path=p"));
  }
}
