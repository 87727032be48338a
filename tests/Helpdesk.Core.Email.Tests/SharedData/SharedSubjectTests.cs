using System.Text.Json;
using Helpdesk.Core.Conversations;

namespace Helpdesk.Core.Email.Tests.SharedData;

/// <summary>Subjects of mail programs in some 25 languages, and what only looks like them.</summary>
public sealed class SharedSubjectTests
{
    [Fact]
    public void Every_subject_has_the_base_that_is_expected()
    {
        var file = Path.Combine(SharedFolder.Require(), "subjects.json");
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        var vectors = json.RootElement.EnumerateArray().ToList();
        Assert.True(vectors.Count >= 98);
        Assert.All(vectors, vector => Assert.Equal(
            new BaseSubject(
                vector.GetProperty("base").GetString()!, vector.GetProperty("isReply").GetBoolean(), vector.GetProperty("isForward").GetBoolean()),
            BaseSubject.Of(vector.GetProperty("subject").GetString()!, new SixDigits())));
    }

    // The vectors write references without a check digit.
    private sealed class SixDigits : ReferenceScheme
    {
        public override TicketReference Make(TicketId ticket, long number, int attempt) => throw new NotSupportedException();

        public override IReadOnlyList<TicketReference> Find(string text) =>
            text is ['H', 'D', '-', ..] && text.Length == 9 ? [new TicketReference(text)] : [];
    }
}
