// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.errand.http.Response;
import dev.errand.task.Json;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

final class ServiceWriterTest {

  private static String write(ServiceFormat format, Consumer<ServiceWriter> content) {
    Response.Whole body = (Response.Whole) ServiceBody.of(format, 200, Map.of(), content);
    return new String(body.body().array(), 0, body.body().length(), StandardCharsets.UTF_8);
  }

  private static void check(Consumer<ServiceWriter> content, String xml, String json) {
    assertThat(write(ServiceFormat.XML, content)).isEqualTo(xml);
    assertThat(write(ServiceFormat.JSON, content)).isEqualTo(json);
  }

  @Test
  void theDocumentElementHasNoNameInJson() {
    check(
        writer ->
            writer
                .open("uri-move")
                .open("uri")
                .attribute("id", 5)
                .attribute("media-type", "text/xml")
                .attribute("folder", false)
                .text("display-title", "A & B")
                .close()
                .close(),
        "<uri-move><uri id=\"5\" media-type=\"text/xml\" folder=\"false\">"
            + "<display-title>A &amp; B</display-title></uri></uri-move>",
        "{\"uri\":{\"id\":5,\"mediaType\":\"text/xml\",\"folder\":false,"
            + "\"displayTitle\":\"A & B\"}}");
  }

  @Test
  void anElementWithoutContentIsEmpty() {
    check(writer -> writer.open("thread-cancel").close(), "<thread-cancel/>", "{}");
    check(writer -> writer.list("threads", "thread").close(), "<threads/>", "{\"threads\":[]}");
  }

  @Test
  void listsAreArraysInJson() {
    check(
        writer ->
            writer
                .list("threads", "thread")
                .item()
                .attribute("id", "a")
                .close()
                .item()
                .attribute("id", "b")
                .open("progress")
                .attribute("total", 2)
                .close()
                .close()
                .close(),
        "<threads><thread id=\"a\"/><thread id=\"b\"><progress total=\"2\"/></thread></threads>",
        "{\"threads\":[{\"id\":\"a\"},{\"id\":\"b\",\"progress\":{\"total\":2}}]}");
  }

  @Test
  void childrenOfOneNameMayStandWithoutAListAroundThem() {
    check(
        writer ->
            writer
                .open("load-start")
                .open("overwrite-summary")
                .attribute("new", 3)
                .repeat("file")
                .item()
                .attribute("name", "a")
                .close()
                .item()
                .attribute("name", "b")
                .close()
                .close()
                .text("note", "n")
                .close()
                .close(),
        "<load-start><overwrite-summary new=\"3\"><file name=\"a\"/><file name=\"b\"/>"
            + "<note>n</note></overwrite-summary></load-start>",
        "{\"overwriteSummary\":{\"new\":3,\"file\":[{\"name\":\"a\"},{\"name\":\"b\"}],"
            + "\"note\":\"n\"}}");
    check(writer -> writer.open("a").repeat("file").close().close(), "<a></a>", "{\"file\":[]}");
  }

  @Test
  void row32_anyTextComesThroughAParser() throws Exception {
    String text = "<a>&\"'\t\n\r\u00e9\u4e2d\ud83d\ude00]]>\u0085";
    String xml =
        write(
            ServiceFormat.XML,
            writer -> writer.open("e").attribute("a", text).text("t", text).close());
    String json =
        write(
            ServiceFormat.JSON,
            writer -> writer.open("e").attribute("a", text).text("t", text).close());

    assertThat(parsed(xml).getAttribute("a")).isEqualTo(text);
    assertThat(parsed(xml).getTextContent()).isEqualTo(text);
    assertThat(new Json(json).parse().get("a").stringValue()).isEqualTo(text);
    assertThat(new Json(json).parse().get("t").stringValue()).isEqualTo(text);
  }

  @Test
  void whatXmlCannotHoldIsReplaced() throws Exception {
    String xml =
        write(
            ServiceFormat.XML,
            writer ->
                writer
                    .open("e")
                    .attribute("a", "\u0000\u001b")
                    .text("t", "x\ud800y\uffff")
                    .close());

    assertThat(parsed(xml).getAttribute("a")).isEqualTo("\ufffd\ufffd");
    assertThat(parsed(xml).getTextContent()).isEqualTo("x\ufffdy\ufffd");
  }

  private static Element parsed(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
        .getDocumentElement();
  }

  @Test
  void callsInAWrongOrderAreRefused() {
    for (ServiceFormat format : ServiceFormat.values()) {
      refused(format, writer -> writer.open("a"));
      refused(format, writer -> writer.close());
      refused(format, writer -> writer.open("a").item());
      refused(format, writer -> writer.attribute("a", 1));
      refused(format, writer -> writer.list("a", "b").attribute("a", 1).close());
      refused(format, writer -> writer.open("a").text("b", "c").attribute("d", true).close());
      refused(format, writer -> writer.open("a").repeat("b").close().attribute("d", 1).close());
    }
  }

  private static void refused(ServiceFormat format, Consumer<ServiceWriter> content) {
    assertThatIllegalStateException().as(format.name()).isThrownBy(() -> write(format, content));
  }
}
