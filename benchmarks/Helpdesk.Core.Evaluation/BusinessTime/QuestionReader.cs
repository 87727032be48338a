using System.Text;
using System.Text.Json;
using NodaTime;

namespace Helpdesk.Core.Evaluation.BusinessTime;

/// <summary>Reads one line in a single pass over its bytes; the members may come in any order.</summary>
internal static class QuestionReader
{
    [Flags]
    private enum Members
    {
        None = 0,
        Id = 1,
        Name = 2,
        Schedule = 4,
        Op = 8,
        At = 16,
        From = 32,
        To = 64,
        Seconds = 128,
    }

    /// <summary>Never throws: what is wrong stands in <see cref="QuestionLine.Fault"/>, beside the id if it was found.</summary>
    public static QuestionLine Read(ReadOnlySpan<byte> line)
    {
        var question = default(QuestionLine);
        try
        {
            var json = new Utf8JsonReader(line);
            json.Read();
            if (json.TokenType != JsonTokenType.StartObject)
            {
                question.Fail("A line is a JSON object.");
                return question;
            }

            var seen = Members.None;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                ReadMember(ref json, line, ref question, ref seen);
            }

            json.Read(); // finds what stands behind the object
        }
        catch (JsonException exception)
        {
            question.Fail($"Not valid JSON: {exception.Message}");
        }
        catch (InvalidOperationException)
        {
            question.Fail("Not valid JSON: a text has half of a surrogate pair."); // thrown by the reader for that alone
        }

        return question;
    }

    private static void ReadMember(ref Utf8JsonReader json, ReadOnlySpan<byte> line, ref QuestionLine question, ref Members seen)
    {
        var member = MemberOf(ref json);
        if (member != Members.None && (seen & member) != Members.None)
        {
            question.Fail($"'{json.GetString()}' stands twice.");
        }

        seen |= member;
        json.Read();
        switch (member)
        {
            case Members.Id:
                question.Id = Scalar(ref json, line, ref question);
                break;
            case Members.Name:
                question.Name = Text(ref json, "name", ref question);
                break;
            case Members.Schedule when json.TokenType == JsonTokenType.StartObject:
                var start = (int)json.TokenStartIndex;
                json.Skip();
                question.Schedule = line[start..(int)json.BytesConsumed];
                break;
            case Members.Schedule:
                question.ScheduleName = Text(ref json, "schedule", ref question);
                break;
            case Members.Op:
                question.Op = Op(ref json, ref question);
                break;
            case Members.At:
                question.At = Moment(ref json, "at", ref question);
                break;
            case Members.From:
                question.From = Moment(ref json, "from", ref question);
                break;
            case Members.To:
                question.To = Moment(ref json, "to", ref question);
                break;
            case Members.Seconds when json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var seconds):
                question.Seconds = seconds;
                break;
            case Members.Seconds:
                question.Fail("'seconds' is not a whole number.");
                json.Skip();
                break;
            default:
                json.Skip();
                break;
        }
    }

    private static Members MemberOf(ref Utf8JsonReader json) =>
        json.ValueTextEquals("id"u8) ? Members.Id
        : json.ValueTextEquals("schedule"u8) ? Members.Schedule
        : json.ValueTextEquals("op"u8) ? Members.Op
        : json.ValueTextEquals("at"u8) ? Members.At
        : json.ValueTextEquals("from"u8) ? Members.From
        : json.ValueTextEquals("to"u8) ? Members.To
        : json.ValueTextEquals("seconds"u8) ? Members.Seconds
        : json.ValueTextEquals("name"u8) ? Members.Name
        : Members.None;

    private static ReadOnlySpan<byte> Scalar(scoped ref Utf8JsonReader json, ReadOnlySpan<byte> line, scoped ref QuestionLine question)
    {
        if (json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            question.Fail("'id' is a text, a number, true, false or null.");
            json.Skip();
            return [];
        }

        return line[(int)json.TokenStartIndex..(int)json.BytesConsumed];
    }

    private static string? Text(ref Utf8JsonReader json, string member, ref QuestionLine question)
    {
        if (json.TokenType == JsonTokenType.String)
        {
            return json.GetString();
        }

        question.Fail(member == "schedule" ? "'schedule' is neither an object nor a name." : $"'{member}' is not a text.");
        json.Skip();
        return null;
    }

    // The known ones are constants, which costs no text a question.
    private static string? Op(ref Utf8JsonReader json, ref QuestionLine question)
    {
        if (json.TokenType == JsonTokenType.String)
        {
            foreach (var op in Ops.All)
            {
                if (json.ValueTextEquals(op))
                {
                    return op;
                }
            }
        }

        return Text(ref json, "op", ref question);
    }

    private static Instant? Moment(ref Utf8JsonReader json, string member, ref QuestionLine question)
    {
        if (json.TokenType == JsonTokenType.String)
        {
            var isInstant = json.ValueIsEscaped
                ? InstantText.TryParse(Encoding.UTF8.GetBytes(json.GetString()!), out var instant)
                : InstantText.TryParse(json.ValueSpan, out instant);
            if (isInstant)
            {
                return instant;
            }
        }

        question.Fail($"'{member}' is no instant like 2026-03-02T09:00:00Z.");
        json.Skip();
        return null;
    }
}
