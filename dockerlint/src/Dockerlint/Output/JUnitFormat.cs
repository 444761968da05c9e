using System.Globalization;
using System.Text;
using System.Xml;
using Dockerlint.Cli.Checking;
using Dockerlint.Findings;
using Dockerlint.Rules.Input;

namespace Dockerlint.Cli.Output;

/// <summary>A suite a file, a failed case a finding; what most CI servers read.</summary>
internal sealed class JUnitFormat : IOutputFormat
{
    public void Write(CheckResult result, TextWriter output)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(
            text, new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true, CheckCharacters = false }))
        {
            xml.WriteStartElement("testsuites");
            xml.WriteAttributeString("name", "dockerlint");
            xml.WriteAttributeString("tests", Number(Math.Max(1, result.Findings.Count + result.Errors.Count)));
            xml.WriteAttributeString("failures", Number(result.Findings.Count));
            xml.WriteAttributeString("errors", Number(result.Errors.Count));
            foreach (var file in result.Findings.GroupBy(static finding => finding.Location.Path))
            {
                WriteSuite(xml, file.Key, [.. file]);
            }

            foreach (var file in result.Errors.GroupBy(static error => error.Path))
            {
                StartSuite(xml, file.Key, file.Count(), failures: 0, errors: file.Count());
                foreach (var error in file)
                {
                    WriteCase(xml, file.Key, UnreadableInput.Definition, error.Position.Line, "error", "error", error.Message, error.Message);
                }

                xml.WriteEndElement();
            }

            if (result.Findings.Count + result.Errors.Count == 0)
            {
                StartSuite(xml, "dockerlint", 1, failures: 0, errors: 0);
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

    private static void WriteSuite(XmlWriter xml, string path, List<Finding> findings)
    {
        StartSuite(xml, path, findings.Count, findings.Count, errors: 0);
        foreach (var finding in findings)
        {
            var details = $"{finding.Location.Path}:{finding.Location.Line}: {finding.Message}\n"
                + string.Concat(finding.Evidence.Select(static link => $"  {link.Location}{(link.Location is null ? "" : ": ")}{link.Message}\n"))
                + finding.Rule.HelpLink;
            WriteCase(xml, path, finding.Rule, finding.Location.Line, "failure", SeverityNames.Of(finding.Severity), finding.Message, details);
        }

        xml.WriteEndElement();
    }

    private static void StartSuite(XmlWriter xml, string path, int tests, int failures, int errors)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", Clean(path));
        xml.WriteAttributeString("tests", Number(tests));
        xml.WriteAttributeString("failures", Number(failures));
        xml.WriteAttributeString("errors", Number(errors));
    }

    private static void WriteCase(XmlWriter xml, string path, RuleInfo rule, int line, string element, string type, string message, string details)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("name", $"{rule.Id} {rule.Name}{(line > 0 ? $" line {line}" : "")}");
        xml.WriteAttributeString("classname", Clean(path));
        xml.WriteStartElement(element);
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("message", Clean(message));
        xml.WriteString(Clean(details));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    /// <summary>XML 1.0 has no control characters.</summary>
    private static string Clean(string text) => string.Concat(text.Select(static c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c) ? c : ' '));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
