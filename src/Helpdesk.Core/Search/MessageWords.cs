using System.Runtime.InteropServices;
using System.Text;
using Helpdesk.Core.Messages;

namespace Helpdesk.Core.Search;

/// <summary>
/// The words of a message by which it is found: of its subject, of the name and the address of who wrote it, of the names of its attachments, of its
/// text, and of a message that was handed on with it. Every store keeps these, so every store finds the same.
/// </summary>
public sealed class MessageWords
{
    // What a tsvector of PostgreSQL can hold: 16,383 places, 256 of one word, 1 MB.
    private const int MaxPlaces = 16_000;
    private const int MaxOfOne = 255;
    private const int MaxBytes = 500_000;

    private readonly List<string?> _places = [];
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private int _bytes;

    private MessageWords()
    {
    }

    /// <summary>
    /// The words, each at its place, in upper case as far as there is one: at most 16,000 places and 500,000 bytes in UTF-8, the rest of a longer message is
    /// not found. Null stands at places between two texts, over which no phrase goes, and in place of a word that was there 255 times before.
    /// </summary>
    public IReadOnlyList<string?> Places => _places;

    /// <summary>The words of a message.</summary>
    public static MessageWords Of(TicketMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var words = new MessageWords();
        words.Add(message.Subject);
        words.Add(message.From);
        foreach (var attachment in message.Attachments)
        {
            words.Add(attachment.Name);
        }

        words.Add(message.Text);
        if (message.Handed is { } handed)
        {
            words.Add(handed.Subject);
            words.Add(handed.From);
            words.Add(handed.Text);
        }

        return words;
    }

    private void Add(Address address)
    {
        Add(address.DisplayName);
        Add(address.Value);
    }

    private void Add(string text)
    {
        var isToBeKeptApart = _places.Count > 0;
        foreach (var word in SearchWords.Of(text))
        {
            _bytes += Encoding.UTF8.GetByteCount(word.Text);
            if (_bytes > MaxBytes || _places.Count + 1 >= MaxPlaces)
            {
                return;
            }

            if (isToBeKeptApart)
            {
                _places.Add(null);
                isToBeKeptApart = false;
            }

            ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, word.Text, out _);
            _places.Add(++count > MaxOfOne ? null : word.Text);
        }
    }
}
