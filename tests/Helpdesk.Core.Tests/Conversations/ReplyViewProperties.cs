using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Helpdesk.Core.Conversations.Replies;
using Helpdesk.Core.TestSupport;

namespace Helpdesk.Core.Tests.Conversations;

public sealed class ReplyViewProperties
{
    private static readonly string[] Lines =
    [
        "", "", " ", "text", "more text, with a comma", "> quote", ">> deeper", "> ", "-- ", "--", "__", "_______________", "------", "Sent from my iPhone", "Get Outlook for iOS",
        "On 28 Nov 2026, at 10:00, Ann wrote:", "On Sat, Nov 28, 2026 at 10:00 AM, Ann <", "ann@x.example> wrote:", "Ann <ann@x.example> wrote:", "wrote:", "Am 28.11.2026 schrieb Ann:",
        "From: Ann <ann@x.example>", "Sent: Saturday", "To: Bob", "Subject: Printer", "*From:* Ann", "From: Berlin", "Date: 5 May", "-----Original Message-----", "Begin forwarded message:",
        "---- Ann wrote ----", "2026-11-28 10:00 Ann <ann@x.example>:", "\u200b", "\ud800", "\u00a0> quote", "a: b", ":", "@", "<", "5", "在 2026年11月28日 写道：",
    ];

    [Fact]
    public void The_parts_give_back_the_message_exactly() => Properties.Holds(Prop.ForAll(
        Arb.From(Texts(), Shorter), text => string.Concat(ReplyView.Of(text).Parts.Select(p => p.Text)) == text));

    [Fact]
    public void Stripping_what_is_new_changes_nothing() => Properties.Holds(
        Prop.ForAll(Arb.From(Texts(), Shorter), text => ReplyView.Of(ReplyView.Of(text).NewText).NewText == ReplyView.Of(text).NewText), 2_000);

    [Fact]
    public void What_is_new_is_the_lines_that_are_text_in_order() => Properties.Holds(Prop.ForAll(Arb.From(Texts(), Shorter), text =>
    {
        var view = ReplyView.Of(text);
        return string.Concat(view.Parts.Where(p => p.Kind == ReplyPartKind.Text).Select(p => p.Text)).Contains(view.NewText, StringComparison.Ordinal);
    }));

    [Fact]
    public void Something_is_always_left_of_what_was_written() => Properties.Holds(Prop.ForAll(
        Arb.From(Texts(), Shorter), text => ReplyView.Of(text).NewText.Length > 0 == text.Any(c => !char.IsWhiteSpace(c) && c is not '\u200b')));

    [Fact]
    public void A_text_without_marks_is_unchanged() => Properties.Holds(Prop.ForAll(
        Gen.Elements("text", "a sentence, with a comma.", "", "- point", "5 of them", "a: b", "Ann").ArrayOf().Select(lines => string.Join('\n', lines)).ToArbitrary(),
        text => !ReplyView.Of(text).HidesAnything));

    [Fact]
    public void The_kind_of_line_breaks_is_of_no_consequence() => Properties.Holds(Prop.ForAll(Arb.From(Texts("\n"), Shorter), text =>
        ReplyView.Of(text.Replace("\n", "\r\n", StringComparison.Ordinal)).NewText.Replace("\r\n", "\n", StringComparison.Ordinal) == ReplyView.Of(text).NewText));

    // A worst case for each rule: doubling the text must not do more than double the work, by the memory that it takes and by a generous clock.
    [Fact]
    public void A_text_of_a_megabyte_takes_memory_in_proportion_and_no_time()
    {
        foreach (var line in Lines.Select(l => l + "\n").Append("On ").Append("-----").Append("> a\ntext\n").Append("--\ntext\n").Append("From: a\nTo: b\n\n"))
        {
            var text = string.Concat(Enumerable.Repeat(line, (1_000_000 / line.Length) + 1));
            ReplyView.Of(text[..1_000]);
            var (before, clock) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.StartNew());
            ReplyView.Of(text);
            var (bytes, time) = (GC.GetAllocatedBytesForCurrentThread() - before, clock.Elapsed);
            Assert.True(bytes < 16_000_000 + (8 * text.Length), $"{bytes} bytes for {line}");
            Assert.True(time < TimeSpan.FromSeconds(10), $"{time} for {line}");
        }
    }

    private static Gen<string> Texts(string? lineBreak = null) =>
        (from line in Gen.Elements(Lines)
         from end in lineBreak is null ? Gen.Elements("\n", "\r\n", "\n\n", "\r") : Gen.Constant(lineBreak)
         select line + end).ArrayOf().Select(string.Concat);

    private static IEnumerable<string> Shorter(string text)
    {
        var lines = text.Split('\n');
        return lines.Length < 2 ? [] : Enumerable.Range(0, lines.Length).Select(i => string.Join('\n', lines.Where((_, k) => k != i)));
    }
}
