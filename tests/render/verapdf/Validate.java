import java.io.File;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.verapdf.pdfa.validation.validators.ValidatorFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Validates PDF files with veraPDF: {@code java Validate 3a,ua1 a.pdf b.pdf}.
 *
 * <p>Prints lines of fields between tabs: {@code checked, file, flavour, compliant}, and for each rule that is broken
 * {@code broken, file, flavour, clause-test, times, message}.
 *
 * <p>The jar has no JAXB, by which veraPDF itself reads its profiles; here they are read as plain XML.
 */
public final class Validate {
  private static final int MOST_FAILURES = 100_000;
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  public static void main(String[] arguments) throws Exception {
    LogManager.getLogManager().reset();
    VeraGreenfieldFoundryProvider.initialise();
    Map<PDFAFlavour, ValidationProfile> profiles = new LinkedHashMap<>();
    for (String name : arguments[0].split(",")) {
      profiles.put(PDFAFlavour.byFlavourId(name), profile(name));
    }
    for (String path : List.of(arguments).subList(1, arguments.length)) {
      for (Map.Entry<PDFAFlavour, ValidationProfile> entry : profiles.entrySet()) {
        validate(new File(path), entry.getKey(), entry.getValue());
      }
    }
  }

  private static void validate(File file, PDFAFlavour flavour, ValidationProfile profile) throws Exception {
    ValidationResult result;
    try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour)) {
      result = ValidatorFactory.createValidator(profile, MOST_FAILURES, true, true, false).validate(parser);
    }
    print("checked", file.getName(), flavour.getId(), result.isCompliant());
    Map<String, Integer> times = new TreeMap<>();
    Map<String, String> messages = new TreeMap<>();
    for (TestAssertion assertion : result.getTestAssertions()) {
      if (assertion.getStatus() == TestAssertion.Status.FAILED) {
        String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
        times.merge(rule, 1, Integer::sum);
        messages.putIfAbsent(rule, assertion.getMessage() + " @ " + assertion.getLocation().getContext());
      }
    }
    times.forEach((rule, n) -> print("broken", file.getName(), flavour.getId(), rule, n, messages.get(rule)));
  }

  private static void print(Object... fields) {
    List<String> texts = new ArrayList<>();
    for (Object field : fields) {
      texts.add(String.valueOf(field).replaceAll("\\s+", " "));
    }
    OUT.println(String.join("\t", texts));
  }

  // Profiles ---------------------------------------------------------------------------------------------------

  /** The profile of a flavour such as {@code 3a} or {@code ua1}. */
  private static ValidationProfile profile(String flavour) throws Exception {
    String kind = flavour.startsWith("ua") ? "PDFUA-" + flavour.substring(2) : "PDFA-" + flavour.toUpperCase();
    Element root = xml("org/verapdf/pdfa/validation/" + kind + ".xml");
    Set<Rule> rules = new LinkedHashSet<>();
    for (Element rule : elements(root, "rule")) {
      rules.add(rule(rule));
    }
    Set<Variable> variables = new LinkedHashSet<>();
    for (Element variable : elements(root, "variable")) {
      variables.add(
          Profiles.variableFromValues(
              variable.getAttribute("name"),
              variable.getAttribute("object"),
              text(variable, "defaultValue"),
              text(variable, "value")));
    }
    return Profiles.profileFromValues(
        PDFAFlavour.byFlavourId(flavour),
        Profiles.profileDetailsFromValues(kind, kind, "veraPDF", new Date(0)),
        "",
        rules,
        variables);
  }

  private static Rule rule(Element rule) {
    Element id = elements(rule, "id").get(0);
    RuleId ruleId =
        Profiles.ruleIdFromValues(
            PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
            id.getAttribute("clause"),
            Integer.parseInt(id.getAttribute("testNumber")));
    return Profiles.ruleFromValues(
        ruleId,
        rule.getAttribute("object"),
        rule.getAttribute("deferred").equals("true") ? Boolean.TRUE : null,
        rule.getAttribute("tags"),
        text(rule, "description"),
        text(rule, "test"),
        Profiles.errorFromValues(text(rule, "message"), new ArrayList<>()),
        new ArrayList<>());
  }

  private static Element xml(String resource) throws Exception {
    try (InputStream stream = Validate.class.getClassLoader().getResourceAsStream(resource)) {
      return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(stream).getDocumentElement();
    }
  }

  private static List<Element> elements(Element parent, String name) {
    NodeList found = parent.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  private static String text(Element parent, String name) {
    List<Element> found = elements(parent, name);
    return found.isEmpty() ? "" : found.get(0).getTextContent();
  }
}
