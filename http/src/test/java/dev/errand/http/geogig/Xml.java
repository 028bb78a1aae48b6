// SPDX-License-Identifier: Apache-2.0
package dev.errand.http.geogig;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** An XML body to ask questions of. */
final class Xml {

  private final Document document;

  Xml(String text) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
  }

  String root() {
    return document.getDocumentElement().getNodeName();
  }

  /** The text of an XPath. */
  String at(String path) throws Exception {
    return XPathFactory.newInstance().newXPath().evaluate(path, document);
  }

  Element element(String path) throws Exception {
    return (Element)
        XPathFactory.newInstance().newXPath().evaluateExpression(path, document, Node.class);
  }

  /** The names of the children of an element. */
  List<String> children(String path) throws Exception {
    List<String> names = new ArrayList<>();
    for (Node child = element(path).getFirstChild();
        child != null;
        child = child.getNextSibling()) {
      names.add(child.getNodeName());
    }
    return names;
  }
}
