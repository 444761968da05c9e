using System.Globalization;
using System.Text;
using System.Xml;
using Dockerlint.Cli.Checking;
using Dockerlint.Findings;
using Dockerlint.Rules.Input;

namespace Dockerlint.Cli.Output;

/// <summary>
/// A suite a file, a failed case a finding; what most CI servers read. Information is a case that passes and says so, what was not checked is one
/// that was skipped.
/// </summary>
internal sealed class JUnitFormat : IOutputFormat
{
    public void Write(CheckResult result, TextWriter output)
    {
        var skipped = result.NotChecked.Items.ToList();
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(
            text, new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true, CheckCharacters = false }))
        {
            var tests = result.Findings.Count + result.Errors.Count + skipped.Count;
            xml.WriteStartElement("testsuites");
            xml.WriteAttributeString("name", "dockerlint");
            xml.WriteAttributeString("tests", Number(Math.Max(1, tests)));
            xml.WriteAttributeString("failures", Number(result.Findings.Count(IsFailure)));
            xml.WriteAttributeString("errors", Number(result.Errors.Count));
            foreach (var file in result.Findings.GroupBy(static finding => finding.Location.Path))
            {
                WriteSuite(xml, file.Key, [.. file]);
            }

            foreach (var file in result.Errors.GroupBy(static error => error.Path))
            {
                StartSuite(xml, file.Key, file.Count(), failures: 0, errors: file.Count(), skipped: 0);
                foreach (var error in file)
                {
                    WriteCase(xml, file.Key, UnreadableInput.Definition, error.Position.Line, "error", "error", error.Message, error.Message);
                }

                xml.WriteEndElement();
            }

            if (skipped.Count > 0)
            {
                WriteSkipped(xml, skipped);
            }

            if (tests == 0)
            {
                StartSuite(xml, "dockerlint", 1, failures: 0, errors: 0, skipped: 0);
                xml.WriteStartElement("testcase");
                xml.WriteAttributeString("name", "no findings");
                xml.WriteAttributeString("classname", "dockerlint");
                xml.WriteEndElement();
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        output.Write("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        output.Write(SafeText.Markup(text.ToString()));
        output.Write('\n');
    }

    private static bool IsFailure(Finding finding) => finding.Severity > Severity.Info;

    private static void WriteSuite(XmlWriter xml, string path, List<Finding> findings)
    {
        StartSuite(xml, path, findings.Count, findings.Count(IsFailure), errors: 0, skipped: 0);
        foreach (var finding in findings)
        {
            var details = $"{finding.Location.Path}:{finding.Location.Line}: {finding.Message}\n"
                + string.Concat(finding.Evidence.Select(static link => $"  {link.Location}{(link.Location is null ? "" : ": ")}{link.Message}\n"))
                + finding.Rule.HelpLink;
            WriteCase(xml, path, finding.Rule, finding.Location.Line, IsFailure(finding) ? "failure" : "system-out",
                SeverityNames.Of(finding.Severity), finding.Message, details);
        }

        xml.WriteEndElement();
    }

    private static void WriteSkipped(XmlWriter xml, List<UncheckedItem> items)
    {
        StartSuite(xml, "not checked", items.Count, failures: 0, errors: 0, items.Count);
        foreach (var item in items)
        {
            xml.WriteStartElement("testcase");
            xml.WriteAttributeString("name", Clean(item.Path is null ? item.Kind : $"{item.Kind} {item.Path}"));
            xml.WriteAttributeString("classname", "not checked");
            xml.WriteStartElement("skipped");
            xml.WriteAttributeString("message", Clean(item.Sentence));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void StartSuite(XmlWriter xml, string path, int tests, int failures, int errors, int skipped)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", Clean(path));
        xml.WriteAttributeString("tests", Number(tests));
        xml.WriteAttributeString("failures", Number(failures));
        xml.WriteAttributeString("errors", Number(errors));
        if (skipped > 0)
        {
            xml.WriteAttributeString("skipped", Number(skipped));
        }
    }

    private static void WriteCase(XmlWriter xml, string path, RuleInfo rule, int line, string element, string type, string message, string details)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("name", $"{rule.Id} {rule.Name}{(line > 0 ? $" line {line}" : "")}");
        xml.WriteAttributeString("classname", Clean(path));
        xml.WriteStartElement(element);
        if (element != "system-out")
        {
            xml.WriteAttributeString("type", type);
            xml.WriteAttributeString("message", Clean(message));
        }

        xml.WriteString(Clean(element == "system-out" ? $"{type}: {details}" : details));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    /// <summary>XML 1.0 has no control characters.</summary>
    private static string Clean(string text) => string.Concat(text.Select(static c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c) ? c : ' '));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
