// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.http.Response;
import dev.errand.task.Json;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.Consumer;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.InputSource;

final class BodyWriterTest {

  private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

  private static String write(Format format, Consumer<BodyWriter> content) {
    Response.Whole whole = (Response.Whole) Body.of(format, content);
    return new String(whole.body().array(), 0, whole.body().length(), StandardCharsets.UTF_8);
  }

  private static void check(Consumer<BodyWriter> content, String xml, String json) {
    assertThat(write(Format.XML, content)).isEqualTo(DECLARATION + xml);
    assertThat(write(Format.JSON, content)).isEqualTo(json);
  }

  private static String textOf(String xml) throws Exception {
    var document = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    return document
        .parse(new InputSource(new StringReader(xml)))
        .getDocumentElement()
        .getTextContent();
  }

  @Test
  void everyKindOfMember() {
    check(
        w ->
            w.object("r")
                .number("n", 5)
                .bool("b", true)
                .text("t", "a<b>&\"c\"/")
                .nothing("x")
                .object("empty")
                .endObject()
                .endObject(),
        "<r><n>5</n><b>true</b><t>a&lt;b&gt;&amp;&quot;c&quot;/</t><x></x><empty></empty></r>",
        "{\"r\":{\"n\":5,\"b\":true,\"t\":\"a<b>&\\\"c\\\"/\",\"x\":null,\"empty\":{}}}");
  }

  @Test
  void attributesAndRepeatedItems() {
    check(
        w ->
            w.object("NewFeatures")
                .array("type")
                .item()
                .attribute("name", "Points & \"lines\"")
                .array("id")
                .item()
                .attribute("provided", "4")
                .attribute("assigned", "6b1f")
                .endObject()
                .endArray()
                .endObject()
                .endArray()
                .object("parents")
                .array("id")
                .item("40hex")
                .item("41hex")
                .endArray()
                .endObject()
                .endObject(),
        "<NewFeatures><type name=\"Points &amp; &quot;lines&quot;\"><id provided=\"4\" assigned=\"6b1f\"></id></type>"
            + "<parents><id>40hex</id><id>41hex</id></parents></NewFeatures>",
        "{\"NewFeatures\":{\"type\":[{\"name\":\"Points & \\\"lines\\\"\",\"id\":[{\"provided\":\"4\",\"assigned\":\"6b1f\"}]}],"
            + "\"parents\":{\"id\":[\"40hex\",\"41hex\"]}}}");
  }

  @Test
  void listsOfEntries() {
    check(
        w ->
            w.list("tasks")
                .entry("task")
                .number("id", 1)
                .endEntry()
                .entry("task")
                .number("id", 2)
                .endEntry()
                .endList(),
        "<tasks><task><id>1</id></task><task><id>2</id></task></tasks>",
        "{\"tasks\":[{\"task\":{\"id\":1}},{\"task\":{\"id\":2}}]}");
    check(w -> w.list("tasks").endList(), "<tasks></tasks>", "{\"tasks\":[]}");
  }

  @Test
  void row68_downloadLinksKeepAllMembersInJson() {
    String type = "application/octet-stream;type=geopackage";
    check(
        w -> w.object("result").link("http://localhost:8182/tasks/3/download", type).endObject(),
        "<result><atom:link xmlns:atom=\"http://www.w3.org/2005/Atom\" rel=\"alternate\""
            + " href=\"http://localhost:8182/tasks/3/download\" type=\""
            + type
            + "\"></atom:link></result>",
        "{\"result\":{\"atom:link\":{\"xmlns:atom\":\"http://www.w3.org/2005/Atom\",\"rel\":\"alternate\","
            + "\"href\":\"http://localhost:8182/tasks/3/download\",\"type\":\""
            + type
            + "\"}}}");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0, 0.0",
    "0.5, 0.5, 0.5",
    "12, 12.0, 12.0",
    "99.29507, 99.29507, 99.29507",
    "1397120, 1397120.0, 1397120.0",
    "9999999, 9999999.0, 9999999.0",
    "1e7, 1.0E7, 1.0E+7",
    "123456789, 1.2345679E8, 1.2345679E+8",
    "0.0001, 1.0E-4, 1.0E-4",
    "-3.5, -3.5, -3.5",
    "NaN, NaN, \"NaN\"",
    "Infinity, Infinity, \"Infinity\"",
    "1e300, Infinity, \"Infinity\"",
  })
  void row25_decimalsAreWrittenAsJavaFloats(double value, String xml, String json) {
    check(w -> w.decimal("a", value), "<a>" + xml + "</a>", "{\"a\":" + json + "}");
  }

  @Test
  void row29_cdataStaysWellFormed() throws Exception {
    String trace = "x]]>y\n\tat <z>&]]>]]]>>]]";

    String xml = write(Format.XML, w -> w.cdata("stackTrace", trace));

    assertThat(xml).startsWith(DECLARATION + "<stackTrace><![CDATA[x");
    assertThat(textOf(xml)).isEqualTo(trace);
  }

  @Test
  void charactersThatXmlCannotHoldAreReplaced() throws Exception {
    String wild = "a\u0000b\u001bc\ufffe\uffffd\ud800e\udc00f\ud83d\ude00\u007f\u0085\t\n\r";
    String tame = "a\ufffdb\ufffdc\ufffd\ufffdd\ufffde\ufffdf\ud83d\ude00\u007f\u0085\t\n\r";

    assertThat(textOf(write(Format.XML, w -> w.text("t", wild)))).isEqualTo(tame);
    assertThat(textOf(write(Format.XML, w -> w.cdata("t", wild))))
        .isEqualTo(tame.replace('\r', '\n'));
    assertThat(new Json(write(Format.JSON, w -> w.text("t", wild))).parse().get("t").stringValue())
        .isEqualTo("a\u0000b\u001bc\ufffe\uffffd\ufffde\ufffdf\ud83d\ude00\u007f\u0085\t\n\r");
  }

  @Test
  void anyTextSurvivesInBothFormats() throws Exception {
    Random random = new Random(2);
    for (int i = 0; i < 2_000; i++) {
      String text =
          random
              .ints(random.nextInt(40), 0, 0x11000)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();

      String json =
          new Json(write(Format.JSON, w -> w.text("t", text))).parse().get("t").stringValue();
      String xml = textOf(write(Format.XML, w -> w.text("t", text)));

      String whole =
          text.replaceAll(
              "[\ud800-\udfff](?<![\ud800-\udbff][\udc00-\udfff])(?![\udc00-\udfff])", "\ufffd");
      assertThat(json).hasSameSizeAs(whole);
      assertThat(xml)
          .isEqualTo(json.replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\ufffe\uffff]", "\ufffd"));
    }
  }

  @Test
  void anAttributeAfterContentIsAMistake() {
    assertThatThrownBy(
            () -> write(Format.XML, w -> w.object("a").number("n", 1).attribute("b", "c")))
        .isInstanceOf(IllegalStateException.class);
  }
}
