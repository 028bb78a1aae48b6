// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Exports of made-up points with their spatial index. Times are those of a whole task, from its
 * submission until its end is durable, and of a whole process of ogr2ogr.
 */
@Command(
    name = "export",
    description = "Exports of points, against ogr2ogr where GDAL is installed.",
    mixinStandardHelpOptions = true)
final class ExportBench implements Callable<Integer> {

  @Mixin private Pacing pacing = new Pacing();

  @Option(
      names = "--points",
      paramLabel = "N",
      description = "How many points. Default: ${DEFAULT-VALUE}.")
  private long points = 1_000_000;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      description =
          "The heap of the JVM that exports once to show its memory. Default: ${DEFAULT-VALUE}.")
  private String heap = "256m";

  @Override
  public Integer call() throws Exception {
    try (Scratch scratch = Scratch.create()) {
      Path folder = scratch.folder().toRealPath();
      System.out.println("export: " + Machine.describe(folder));
      Path file = new SyntheticGeoPackage(points).write(folder.resolve("made.gpkg"));
      System.out.println("%,d points, %,d bytes".formatted(points, Files.size(file)));
      compare(folder, file);
      System.out.println(
          new SmallHeap(heap)
              .run(SyntheticExport.NAME, file.toString(), scratch.within().folder().toString()));
      System.out.println("at the end: " + Machine.load());
    }
    return 0;
  }

  private void compare(Path folder, Path file) throws Exception {
    try (Exports exports = new Exports(folder)) {
      exports.fill(file);
      List<Contender> contenders = new ArrayList<>(ogr(new OgrCopy(exports.data(), folder)));
      contenders.add(Contender.errand("errand, points", _ -> errand(exports)));
      System.out.println(new Comparison(contenders, pacing).run());
    }
  }

  private List<Contender> ogr(OgrCopy ogr) throws InterruptedException {
    Optional<String> version = Ogr.version();
    if (version.isEmpty()) {
      System.out.println("There is no ogr2ogr on the PATH to compare with.");
      return List.of();
    }
    System.out.println(version.get());
    return List.of(
        Contender.limit("ogr2ogr, no spatial index", _ -> ogr(ogr, false)),
        Contender.limit("ogr2ogr, spatial index", _ -> ogr(ogr, true)));
  }

  private Measured errand(Exports exports) throws Exception {
    Measured.Watch watch = new Measured.Watch();
    exports.run();
    return watch.stop(points);
  }

  private Measured ogr(OgrCopy ogr, boolean index) throws Exception {
    Measured.Watch watch = new Measured.Watch();
    ogr.run(index);
    return watch.stopOther(points);
  }
}
