using System.Globalization;

namespace Helpdesk.Core.Evaluation.Spam;

/// <summary>Measures the filter over the corpora of a folder and holds the figures to the goals. The figures of bogofilter 1.2.5 are those of the folder's README.</summary>
internal sealed class SpamReport
{
    private static readonly int[] Sizes = [24, 50, 100, 200, 500];

    private readonly TextWriter _output;
    private bool _isMissed;

    private SpamReport(TextWriter output) => _output = output;

    /// <summary>Prints a line a figure.</summary>
    /// <returns>0; 1 when a goal is missed.</returns>
    public static int Run(string folder, TextWriter output)
    {
        var report = new SpamReport(output);
        report.Line("figure", "measured", "bogofilter", "ratio", "goal");
        report.Mail(Path.Combine(folder, "spamassassin.jsonl.gz"));
        report.Texts(Path.Combine(folder, "sms-spam-collection.jsonl.gz"));
        return report._isMissed ? 1 : 0;
    }

    private void Mail(string path)
    {
        var corpus = SpamCorpus.Read(path, withHeaders: false);
        var online = corpus.Online();
        Ratio("SpamAssassin online 1-ROCA%", online.OneMinusArea, 0.266, 0.50);
        Ratio("SpamAssassin online ham at 98 % recall", online.HamAtRecall98, 2.12, null);
        AtMost("SpamAssassin online ham called spam %", online.HamCalledSpam, 0.25);
        AtLeast("SpamAssassin online spam called spam %", online.SpamCalledSpam, 85);
        AtMost("SpamAssassin online unsure %", online.Unsure, 10);
        Ratio("SpamAssassin batch 1-ROCA%", corpus.Batch().OneMinusArea, 0.093, null);
        double[] bogofilter = [5.14, 2.41, 1.61, 0.78, 0.35];
        double[] goals = [0.75, 0.60, 0.45, 0.45, 0.40];
        for (var i = 0; i < Sizes.Length; i++)
        {
            Ratio($"SpamAssassin after {Sizes[i]} 1-ROCA%", corpus.Curve(Sizes[i], 6), bogofilter[i], goals[i]);
        }

        var all = SpamCorpus.Read(path, withHeaders: true);
        Ratio("SpamAssassin with headers, online 1-ROCA%", all.Online().OneMinusArea, 0.135, null);
        Ratio("SpamAssassin with headers, batch 1-ROCA%", all.Batch().OneMinusArea, 0.032, null);
    }

    private void Texts(string path)
    {
        var corpus = SpamCorpus.Read(path, withHeaders: false);
        var online = corpus.Online();
        Ratio("SMS online 1-ROCA%", online.OneMinusArea, 2.80, 0.35);
        Ratio("SMS online ham at 98 % recall", online.HamAtRecall98, 28.9, null);
        AtMost("SMS online ham called spam %", online.HamCalledSpam, 0.25);
        Plain("SMS online spam called spam %", online.SpamCalledSpam);
        Plain("SMS online unsure %", online.Unsure);
        double[] bogofilter = [17.6, 12.3, 8.67, 5.95, 2.62];
        for (var i = 0; i < Sizes.Length; i++)
        {
            Ratio($"SMS after {Sizes[i]} 1-ROCA%", corpus.Curve(Sizes[i], 3), bogofilter[i], null);
        }
    }

    private void Ratio(string figure, double value, double bogofilter, double? goal)
    {
        var ratio = value / bogofilter;
        Line(figure, Text(value), Text(bogofilter), Text(ratio), goal is { } most ? Judge(ratio <= most, $"≤ {Text(most)}") : "");
    }

    private void AtMost(string figure, double value, double most) => Line(figure, Text(value), "", "", Judge(value <= most, $"≤ {Text(most)}"));

    private void AtLeast(string figure, double value, double least) => Line(figure, Text(value), "", "", Judge(value >= least, $"≥ {Text(least)}"));

    private void Plain(string figure, double value) => Line(figure, Text(value), "", "", "");

    private string Judge(bool isMet, string goal)
    {
        _isMissed |= !isMet;
        return isMet ? goal : goal + "  MISSED";
    }

    private void Line(string figure, string measured, string bogofilter, string ratio, string goal) =>
        _output.WriteLine($"{figure,-44}{measured,10}{bogofilter,12}{ratio,8}  {goal}".TrimEnd());

    private static string Text(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
