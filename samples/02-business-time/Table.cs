using NodaTime;
using NodaTime.Text;

namespace OpeningHours;

/// <summary>Writes two columns.</summary>
internal static class Table
{
    public static void Title(string text) => Console.WriteLine($"\n== {text}");

    public static void Row(string question, string answer) => Console.WriteLine($"{question,-64} {answer}");

    public static void Row(string question, bool answer) => Row(question, answer ? "yes" : "no");

    public static void Row(string question, Duration answer) =>
        Row(question, DurationPattern.CreateWithInvariantCulture("-H':'mm").Format(answer) + " h");
}
